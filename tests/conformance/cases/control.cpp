// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 5.5: ping, pong, and what all control frames have in common.
#include "conformance/cases/chapters.h"
#include "conformance/kit/client.h"

namespace Conformance {

namespace {

void addPings(Suite &suite)
{
    const struct
    {
        const char *name;
        Octets payload;
    } pings[] = {
        {"empty", ""},
        {"hello", "Hello"},
        {"binary", "\x00\xff\xfe\xfd\xfc\xfb\x00\xff"s},
        {"longest", Octets(125, '\xfe')},
    };
    for (const auto &one : pings) {
        suite.add({std::string("control/ping-") + one.name, "6455 5.5.2",
                   "A ping is answered by a pong with the same payload",
                   [payload = one.payload](Trial &trial) {
                       Client client(trial);
                       client.send({kPing, payload});
                       client.expectPong(payload);
                       client.text("still here");
                       client.expectText("still here");
                   }});
        suite.add({std::string("control/ping-octetwise-") + one.name, "6455 5.5.2",
                   "A ping is answered however it arrives", [payload = one.payload](Trial &trial) {
                       Client client(trial);
                       client.tcp().sendInPieces(encode({kPing, payload}), 1);
                       client.expectPong(payload);
                   }});
    }
    suite.add({"control/many-pings", "6455 5.5.3",
               "Of several pings the last is answered; those that are answered, in order",
               [](Trial &trial) {
                   Client client(trial);
                   Octets all;
                   constexpr int count = 20;
                   for (int i = 0; i < count; ++i)
                       all += encode({kPing, "ping " + std::to_string(i)});
                   client.tcp().send(all);
                   for (int last = -1; last < count - 1;) {
                       const Frame pong = client.frame();
                       int at = last + 1;
                       while (at < count && pong.payload != "ping " + std::to_string(at))
                           ++at;
                       if (pong.opcode != kPong || at == count)
                           throw Failure("after pong " + std::to_string(last) + " came a " +
                                         describe(pong));
                       last = at;
                   }
               }});
    suite.add({"control/ping-then-text", "6455 5.5.2",
               "A pong is sent as soon as is practical: before the echo of what came later",
               [](Trial &trial) {
                   Client client(trial);
                   client.tcp().send(encode({kPing, "p"}) + encode({kText, "t"}));
                   client.expectPong("p");
                   client.expectText("t");
               },
               Weight::Should});
}

void addPongs(Suite &suite)
{
    for (const auto &[name, payload] :
         {std::pair{"empty", ""s}, {"hello", "Hello"s}, {"longest", Octets(125, 'p')}}) {
        suite.add({std::string("control/pong-unasked-") + name, "6455 5.5.3",
                   "A pong nobody asked for is not answered", [payload = payload](Trial &trial) {
                       Client client(trial);
                       client.send({kPong, payload});
                       client.expectAlive();
                   }});
    }
    suite.add({"control/pong-then-ping", "6455 5.5.3",
               "Unasked pongs don't count as answers, and pings after them are answered",
               [](Trial &trial) {
                   Client client(trial);
                   for (int i = 0; i < 10; ++i)
                       client.send({kPong, std::to_string(i)});
                   client.send({kPing, "now"});
                   client.expectPong("now");
               }});
}

void addIllFormed(Suite &suite)
{
    for (const auto &[name, opcode] :
         {std::pair{"ping", kPing}, {"pong", kPong}, {"close", kClose}}) {
        for (const std::size_t size : {126u, 1000u, 65536u}) {
            suite.add({std::string("control/") + name + "-of-" + std::to_string(size), "6455 5.5",
                       "A control frame carries at most 125 octets",
                       [opcode = opcode, size](Trial &trial) {
                           Client client(trial);
                           const Octets payload = closePayload(1000, Octets(size - 2, 'x'));
                           client.send({opcode, payload});
                           client.expectFailed({1002});
                       }});
        }
        suite.add({std::string("control/") + name + "-long-head-only", "6455 5.5",
                   "A control frame that is too long is refused by its head, before it comes",
                   [opcode = opcode](Trial &trial) {
                       Client client(trial);
                       client.send({opcode, ""}, {.lengthOctets = 2, .announced = 126});
                       client.expectFailed({1002});
                   },
                   Weight::Should});
        suite.add({std::string("control/") + name + "-fragmented", "6455 5.5",
                   "A control frame is not fragmented", [opcode = opcode](Trial &trial) {
                       Client client(trial);
                       client.send({opcode, closePayload(1000), false});
                       client.expectFailed({1002});
                   }});
        suite.add({std::string("control/") + name + "-fragmented-in-message", "6455 5.5",
                   "A control frame is not fragmented, in the middle of a message either",
                   [opcode = opcode](Trial &trial) {
                       Client client(trial);
                       client.send({kText, "one", false});
                       client.send({opcode, closePayload(1000), false});
                       client.expectFailed({1002});
                   }});
    }
}

} // namespace

void addControl(Suite &suite)
{
    addPings(suite);
    addPongs(suite);
    addIllFormed(suite);
}

} // namespace Conformance
