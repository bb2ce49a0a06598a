// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 5.2, 7.4.1, 10.4: messages of every size up to the server's limit, and over it.
#include "conformance/cases/chapters.h"
#include "conformance/kit/client.h"

#include <algorithm>

namespace Conformance {

namespace {

constexpr std::size_t kKiB = 1024;
constexpr std::size_t kFrameFields[] = {0,   1,   124, 125,   126,   127,   128,
                                        255, 256, 257, 65534, 65535, 65536, 65537};

Octets sample(int opcode, std::size_t size)
{
    return opcode == kText ? randomText(size) : randomOctets(size);
}

bool takes(const Trial &trial, std::size_t size)
{
    return trial.options.maxMessage == 0 || size <= trial.options.maxMessage;
}

/// An echo where the server takes so much, 1009 where it doesn't.
void expectBySize(Trial &trial, Client &client, int opcode, const Octets &data)
{
    if (takes(trial, data.size()))
        client.expectEcho(opcode, data);
    else
        client.expectFailed({1009});
}

void addBoundaries(Suite &suite)
{
    for (const std::size_t size : kFrameFields) {
        for (const auto &[kind, opcode] : {std::pair{"text", kText}, {"binary", kBinary}}) {
            const std::string name = std::string("sizes/") + kind + '-' + std::to_string(size);
            suite.add({name, "6455 5.2", "A length is read as it is written, in all three ways",
                       [size, opcode = opcode](Trial &trial) {
                           Client client(trial);
                           const Octets data = sample(opcode, size);
                           client.send({opcode, data});
                           expectBySize(trial, client, opcode, data);
                       }});
            suite.add({name + "-pieces", "6455 5.2",
                       "A frame of any length may arrive in any pieces",
                       [size, opcode = opcode](Trial &trial) {
                           Client client(trial);
                           const Octets data = sample(opcode, size);
                           client.tcp().sendInPieces(encode({opcode, data}), size < 1000 ? 1 : 997);
                           expectBySize(trial, client, opcode, data);
                       }});
        }
    }
}

void addLarge(Suite &suite)
{
    for (const std::size_t size :
         {4 * kKiB, 16 * kKiB, 64 * kKiB, 256 * kKiB, 1024 * kKiB, 4096 * kKiB, 16384 * kKiB}) {
        const bool slow = size > 1024 * kKiB;
        for (const std::size_t part : {std::size_t(0), std::size_t(64), kKiB, 16 * kKiB}) {
            if (part >= size || (part == 64 && slow))
                continue;
            std::string name = "sizes/kib-" + std::to_string(size / kKiB);
            if (part)
                name += "-in-" + std::to_string(part);
            suite.add({name, "6455 5.4", "Large messages come back, in one frame or in many",
                       [size, part](Trial &trial) {
                           Client client(trial);
                           const Octets data = randomText(size);
                           Octets all;
                           const std::size_t step = part ? part : size;
                           for (std::size_t at = 0; at < size; at += step)
                               all += encode({at ? kContinuation : kText, data.substr(at, step),
                                              at + step >= size});
                           client.tcp().send(all);
                           expectBySize(trial, client, kText, data);
                       },
                       Weight::Must, slow});
        }
    }
}

std::size_t limitOf(const Trial &trial)
{
    if (!trial.options.maxMessage)
        throw NotOffered("no limit was named (--max-message)");
    return trial.options.maxMessage;
}

void addLimit(Suite &suite)
{
    suite.add({"sizes/at-the-limit", "6455 10.4", "The longest message that is taken comes back",
               [](Trial &trial) {
                   Client client(trial);
                   const Octets data = randomText(limitOf(trial));
                   client.text(data);
                   client.expectText(data);
               }});
    suite.add({"sizes/at-the-limit-in-two", "6455 10.4",
               "The longest message may come in two fragments", [](Trial &trial) {
                   Client client(trial);
                   const Octets data = randomOctets(limitOf(trial));
                   client.send({kBinary, data.substr(0, 1000), false});
                   client.send({kContinuation, data.substr(1000)});
                   client.expectEcho(kBinary, data);
               }});
    suite.add(
        {"sizes/over-the-limit", "6455 7.4.1", "One octet more is too big: 1009", [](Trial &trial) {
             Client client(trial);
             client.binary(Octets(limitOf(trial) + 1, 'x'));
             client.expectFailed({1009});
         }});
    suite.add(
        {"sizes/over-the-limit-by-head", "6455 10.4",
         "A frame that is too big is refused by its head, before it comes",
         [](Trial &trial) {
             Client client(trial);
             client.send({kBinary, "x"}, {.lengthOctets = 8, .announced = limitOf(trial) + 1});
             client.expectFailed({1009});
         },
         Weight::Should});
    suite.add(
        {"sizes/enormous-by-head", "6455 10.4",
         "The longest frame there can be is refused by its head",
         [](Trial &trial) {
             Client client(trial);
             limitOf(trial);
             client.send({kBinary, "x"}, {.lengthOctets = 8, .announced = 0x7fff'ffff'ffff'ffff});
             client.expectFailed({1009});
         },
         Weight::Should});
    suite.add({"sizes/over-the-limit-by-fragments", "6455 10.4",
               "Fragments together can be too big, too", [](Trial &trial) {
                   Client client(trial);
                   const std::size_t part = limitOf(trial) / 4;
                   client.send({kBinary, Octets(part, 'x'), false});
                   for (int i = 0; i < 3; ++i)
                       client.send({kContinuation, Octets(part, 'x'), false});
                   client.send({kContinuation, Octets(4, 'x')});
                   client.expectFailed({1009});
               }});
    suite.add(
        {"sizes/over-the-limit-by-fragment-head", "6455 10.4",
         "The head of the fragment that is too much is enough to refuse it",
         [](Trial &trial) {
             Client client(trial);
             const std::size_t half = limitOf(trial) / 2;
             client.send({kBinary, Octets(half, 'x'), false});
             client.send({kContinuation, ""}, {.lengthOctets = 8, .announced = limitOf(trial)});
             client.expectFailed({1009});
         },
         Weight::Should});
    suite.add({"sizes/over-the-limit-unread", "6455 7.1.1",
               "The close frame is not lost to a client that goes on sending a long while",
               [](Trial &trial) {
                   Client client(trial);
                   client.binary(
                       Octets(std::max(limitOf(trial) * 4, std::size_t(4096 * kKiB)), 'x'));
                   client.expectFailed({1009});
               },
               Weight::Should});
}

} // namespace

void addSizes(Suite &suite)
{
    addBoundaries(suite);
    addLarge(suite);
    addLimit(suite);
}

} // namespace Conformance
