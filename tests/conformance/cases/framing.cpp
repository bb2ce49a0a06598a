// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 5.1 and 5.2: masking, reserved bits and opcodes, and how lengths are written.
#include "conformance/cases/chapters.h"
#include "conformance/kit/client.h"

namespace Conformance {

namespace {

/// The good message before shows that the bad frame is refused, and not the connection.
void expectRefusal(Trial &trial, const Frame &bad, const Form &form = {})
{
    Client client(trial);
    client.text("before");
    client.expectText("before");
    client.send(bad, form);
    client.expectFailed({1002});
}

void addMasking(Suite &suite)
{
    const struct
    {
        const char *name;
        Frame frame;
    } unmasked[] = {
        {"text", {kText, "Hello"}},
        {"empty-text", {kText, ""}},
        {"binary", {kBinary, "Hello"}},
        {"long-binary", {kBinary, Octets(300, 'x')}},
        {"ping", {kPing, "Hello"}},
        {"pong", {kPong, ""}},
        {"close", {kClose, closePayload(1000)}},
        {"fragment", {kText, "Hel", false}},
    };
    for (const auto &one : unmasked)
        suite.add({std::string("framing/unmasked-") + one.name, "6455 5.1",
                   "A server closes on a frame that isn't masked",
                   [frame = one.frame](Trial &trial) {
                       expectRefusal(trial, frame, {.masked = false});
                   }});
    suite.add({"framing/unmasked-continuation", "6455 5.1",
               "A server closes on a frame that isn't masked, in the middle of a message too",
               [](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "Hel", false});
                   client.send({kContinuation, "lo"}, {.masked = false});
                   client.expectFailed({1002});
               }});

    const struct
    {
        const char *name;
        Octets mask;
    } masks[] = {
        {"zero", Octets(4, '\0')}, {"ones", Octets(4, '\xff')}, {"odd", "\x01\x80\x7f\xfe"},
        {"one", "\x01\0\0\0"s},    {"text-like", "Hell"},
    };
    for (const auto &one : masks)
        suite.add({std::string("framing/mask-") + one.name, "6455 5.3",
                   "Any mask is good, and unmasking is exact at every length",
                   [mask = one.mask](Trial &trial) {
                       Client client(trial);
                       for (std::size_t size = 0; size < 40; ++size) {
                           const Octets data =
                               "Hello, Hello, Hello, Hello, Hello, Hello!"s.substr(0, size);
                           client.send({kText, data}, {.mask = mask});
                           client.expectText(data);
                       }
                       const Octets blob = randomOctets(1001);
                       client.send({kBinary, blob}, {.mask = mask});
                       client.expectEcho(kBinary, blob);
                   }});
}

void addReserved(Suite &suite)
{
    for (int rsv = 1; rsv <= 7; ++rsv) {
        for (const auto &[name, opcode] :
             {std::pair{"text", kText}, {"binary", kBinary}, {"ping", kPing}, {"close", kClose}}) {
            suite.add(
                {"framing/rsv-" + std::to_string(rsv) + "-" + name, "6455 5.2",
                 "A reserved bit without an extension that gives it a meaning fails the connection",
                 [rsv, opcode = opcode](Trial &trial) {
                     const Octets payload = opcode == kClose ? closePayload(1000) : "Hello";
                     expectRefusal(trial, {opcode, payload, true, rsv});
                 }});
        }
        suite.add({"framing/rsv-" + std::to_string(rsv) + "-continuation", "6455 5.2",
                   "A reserved bit fails the connection in the middle of a message, too",
                   [rsv](Trial &trial) {
                       Client client(trial);
                       client.send({kText, "Hel", false});
                       client.send({kContinuation, "lo", true, rsv});
                       client.expectFailed({1002});
                   }});
    }
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        const std::string name = "framing/opcode-" + std::to_string(opcode);
        constexpr const char *what = "An unknown opcode fails the connection";
        suite.add({name, "6455 5.2", what, [opcode](Trial &trial) {
                       expectRefusal(trial, {opcode, "Hello"});
                   }});
        suite.add({name + "-empty", "6455 5.2", what, [opcode](Trial &trial) {
                       expectRefusal(trial, {opcode, ""});
                   }});
        suite.add({name + "-in-message", "6455 5.2", what, [opcode](Trial &trial) {
                       Client client(trial);
                       client.send({kText, "Hel", false});
                       client.send({opcode, ""});
                       client.expectFailed({1002});
                   }});
        suite.add({name + "-coalesced", "6455 5.2",
                   "What comes after an unknown opcode in the same segment is not answered",
                   [opcode](Trial &trial) {
                       Client client(trial);
                       client.tcp().send(encode({opcode, "x"}) + encode({kText, "after"}) +
                                         encode({kPing, "after"}));
                       client.expectFailed({1002});
                   }});
    }
}

void addLengths(Suite &suite)
{
    const struct
    {
        const char *name;
        std::size_t size;
        int octets;
    } wasteful[] = {{"0-in-2", 0, 2},     {"125-in-2", 125, 2}, {"0-in-8", 0, 8},
                    {"125-in-8", 125, 8}, {"126-in-8", 126, 8}, {"65535-in-8", 65535, 8}};
    for (const auto &one : wasteful)
        suite.add({std::string("framing/length-") + one.name, "6455 5.2",
                   "A length is written in as few octets as it takes",
                   [size = one.size, octets = one.octets](Trial &trial) {
                       expectRefusal(trial, {kBinary, Octets(size, 'x')}, {.lengthOctets = octets});
                   },
                   Weight::Should});
    suite.add(
        {"framing/length-top-bit", "6455 5.2", "The top bit of a 64-bit length is 0",
         [](Trial &trial) {
             Client client(trial);
             client.send({kBinary, "x"}, {.lengthOctets = 8, .announced = 0x8000'0000'0000'0001});
             client.expectFailed({1002, 1009});
         }});
    suite.add({"framing/length-all-ones", "6455 5.2", "The top bit of a 64-bit length is 0",
               [](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "x"}, {.lengthOctets = 8, .announced = ~0ull});
                   client.expectFailed({1002, 1009});
               }});
}

} // namespace

void addFraming(Suite &suite)
{
    addMasking(suite);
    addReserved(suite);
    addLengths(suite);
}

} // namespace Conformance
