// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 5.4, 10.7 and 1.1: TCP keeps no boundaries. Many messages at once, frames cut anywhere,
// silence in between, and several connections side by side.
#include "conformance/cases/chapters.h"
#include "conformance/kit/client.h"

#include <thread>

namespace Conformance {

namespace {

void addBursts(Suite &suite)
{
    for (const auto &[count, size] :
         {std::pair{1000, 0u}, {1000, 16u}, {500, 256u}, {100, 8000u}}) {
        suite.add({"delivery/burst-" + std::to_string(count) + "-of-" + std::to_string(size),
                   "6455 5.4", "Messages sent in one go all come back, in order",
                   [count = count, size = size](Trial &trial) {
                       Client client(trial);
                       Octets all;
                       std::vector<Octets> sent;
                       for (int i = 0; i < count; ++i) {
                           sent.push_back(
                               (std::to_string(i) + ' ' + randomText(size)).substr(0, size));
                           all += encode({i % 2 ? kText : kBinary, sent.back()});
                       }
                       client.tcp().send(all);
                       for (int i = 0; i < count; ++i)
                           client.expectEcho(i % 2 ? kText : kBinary, sent[std::size_t(i)]);
                   }});
    }
    suite.add({"delivery/by-turns", "6455 1.2", "Question and answer, a thousand times",
               [](Trial &trial) {
                   Client client(trial);
                   for (int i = 0; i < 1000; ++i) {
                       client.text(std::to_string(i));
                       client.expectText(std::to_string(i));
                   }
               }});
    suite.add(
        {"delivery/mixed", "6455 5.4", "Frames of every kind in one stream", [](Trial &trial) {
             Client client(trial);
             for (int i = 0; i < 100; ++i) {
                 client.tcp().send(encode({kText, "a", false}) + encode({kPong, "?"}) +
                                   encode({kContinuation, "b"}) + encode({kPing, "p"}));
                 bool text = false;
                 bool pong = false;
                 while (!text || !pong) { // pong and echo may overtake each other
                     const Frame frame = client.frame();
                     (frame.opcode == kPong ? pong : text) = true;
                     if (frame.payload != (frame.opcode == kPong ? "p" : "ab"))
                         throw Failure("there came a " + describe(frame));
                 }
             }
         }});
}

void addCuts(Suite &suite)
{
    suite.add({"delivery/cut-anywhere", "6455 5.2",
               "Two segments may part a stream at any octet of it", [](Trial &trial) {
                   Client client(trial);
                   const auto stream = [] {
                       return encode({kText, Octets(130, 't')}) + encode({kBinary, "b", false}) +
                              encode({kContinuation, "c"});
                   };
                   const std::size_t size = stream().size();
                   for (std::size_t cut = 1; cut < size; ++cut) {
                       client.tcp().sendInPieces(stream(), cut);
                       client.expectText(Octets(130, 't'));
                       client.expectEcho(kBinary, "bc");
                   }
               }});
    suite.add({"delivery/small-segments", "6455 5.2",
               "Many segments may part a stream at every few octets", [](Trial &trial) {
                   Client client(trial);
                   for (const std::size_t step : {1u, 2u, 3u, 5u, 7u, 13u}) {
                       client.tcp().sendInPieces(encode({kText, "one"}) + encode({kText, "two"}) +
                                                     encode({kBinary, Octets(140, 'x')}),
                                                 step);
                       client.expectText("one");
                       client.expectText("two");
                       client.expectEcho(kBinary, Octets(140, 'x'));
                   }
               }});
}

void addNeighbours(Suite &suite)
{
    suite.add({"delivery/side-by-side", "6455 1.2", "Connections don't hear of each other",
               [](Trial &trial) {
                   std::vector<std::unique_ptr<Client>> clients;
                   for (int i = 0; i < 20; ++i) {
                       clients.push_back(std::make_unique<Client>(trial));
                       clients.back()->send({kText, "client ", false});
                   }
                   for (std::size_t i = clients.size(); i-- > 0;)
                       clients[i]->send({kContinuation, std::to_string(i)});
                   for (std::size_t i = 0; i < clients.size(); ++i)
                       clients[i]->expectText("client " + std::to_string(i));
                   for (const auto &client : clients)
                       client->expectAlive();
               }});
    suite.add({"delivery/silence", "6455 5.5.2", "A connection may be silent for a while",
               [](Trial &trial) {
                   Client client(trial);
                   client.text("before");
                   client.expectText("before");
                   std::this_thread::sleep_for(15s);
                   client.text("after");
                   client.expectText("after");
               },
               Weight::Must, true});
    suite.add({"delivery/half-a-message-and-silence", "6455 5.4", "A message may take its time",
               [](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "be", false});
                   std::this_thread::sleep_for(3s);
                   client.send({kContinuation, "fore"});
                   client.expectText("before");
               },
               Weight::Must, true});
}

} // namespace

void addDelivery(Suite &suite)
{
    addBursts(suite);
    addCuts(suite);
    addNeighbours(suite);
}

} // namespace Conformance
