// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 5.4: messages in several frames.
#include "conformance/cases/chapters.h"
#include "conformance/kit/client.h"

namespace Conformance {

namespace {

/// The fragments of one message as frames.
std::vector<Frame> fragments(int opcode, const std::vector<Octets> &parts)
{
    std::vector<Frame> frames;
    for (std::size_t i = 0; i < parts.size(); ++i)
        frames.push_back({i ? kContinuation : opcode, parts[i], i + 1 == parts.size()});
    return frames;
}

enum class Way { Singly, Together, Octetwise };

void converse(Trial &trial, int opcode, const std::vector<Octets> &parts, Way way)
{
    Client client(trial);
    Octets whole;
    for (const Octets &part : parts)
        whole += part;
    for (int round = 0; round < 2; ++round) { // the second shows that nothing was left behind
        Octets all;
        for (const Frame &frame : fragments(opcode, parts)) {
            if (way == Way::Singly)
                client.send(frame);
            else
                all += encode(frame);
        }
        way == Way::Octetwise ? client.tcp().sendInPieces(all, 1) : client.tcp().send(all);
        client.expectEcho(opcode, whole);
    }
    client.expectAlive();
}

void addGood(Suite &suite)
{
    const struct
    {
        const char *name;
        const char *what;
        std::vector<Octets> parts;
    } messages[] = {
        {"two", "Two fragments make a message", {"Hello, ", "world"}},
        {"three", "Three fragments make a message", {"Hel", "lo, ", "world"}},
        {"first-empty", "A first fragment may be empty", {"", "Hello"}},
        {"last-empty", "A last fragment may be empty", {"Hello", ""}},
        {"middle-empty", "Fragments in between may be empty", {"Hel", "", "", "lo"}},
        {"all-empty", "A message of empty fragments is empty", {"", "", "", ""}},
        {"hundred", "There is no limit to their number", std::vector<Octets>(100, "x")},
        {"uneven",
         "Fragments may be of any sizes",
         {Octets(1, 'a'), Octets(125, 'b'), Octets(126, 'c'), Octets(1000, 'd'), Octets(7, 'e')}},
    };
    for (const auto &one : messages) {
        for (const auto &[kind, opcode] : {std::pair{"text", kText}, {"binary", kBinary}}) {
            for (const auto &[how, way] : {std::pair{"singly", Way::Singly},
                                           {"together", Way::Together},
                                           {"octetwise", Way::Octetwise}}) {
                suite.add({std::string("fragments/") + one.name + '-' + kind + '-' + how,
                           "6455 5.4", one.what,
                           [parts = one.parts, opcode = opcode, way = way](Trial &trial) {
                               converse(trial, opcode, parts, way);
                           }});
            }
        }
    }
}

void addInterleaved(Suite &suite)
{
    suite.add({"fragments/ping-between", "6455 5.4",
               "A ping between fragments is answered at once, not after the message",
               [](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "Hel", false});
                   client.send({kPing, "in between"});
                   client.expectPong("in between"); // the message isn't whole yet
                   client.send({kContinuation, "l", false});
                   client.send({kPing, ""});
                   client.expectPong("");
                   client.send({kContinuation, "o"});
                   client.expectText("Hello");
               }});
    suite.add({"fragments/ping-between-together", "6455 5.4",
               "A ping between fragments is answered first, also when all come in one segment",
               [](Trial &trial) {
                   Client client(trial);
                   client.tcp().send(encode({kBinary, "Hel", false}) + encode({kPing, "p"}) +
                                     encode({kContinuation, "lo"}));
                   client.expectPong("p");
                   client.expectEcho(kBinary, "Hello");
               }});
    suite.add({"fragments/pong-between", "6455 5.5.3",
               "A pong nobody asked for between fragments is ignored", [](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "Hel", false});
                   client.send({kPong, "by the way"});
                   client.send({kContinuation, "lo"});
                   client.expectText("Hello");
                   client.expectAlive();
               }});
    suite.add({"fragments/close-between", "6455 5.4",
               "A close frame may come in the middle of a message, which is never delivered",
               [](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "Hel", false});
                   client.close(1000);
                   client.expectClosed();
               }});
}

void addBroken(Suite &suite)
{
    const struct
    {
        const char *name;
        const char *what;
        std::vector<Frame> frames;
    } sequences[] = {
        {"starts-nothing",
         "A continuation needs a message to continue",
         {{kContinuation, "x", true}}},
        {"starts-nothing-open",
         "A continuation needs a message to continue",
         {{kContinuation, "x", false}, {kContinuation, "y", true}}},
        {"starts-nothing-empty",
         "A continuation needs a message to continue",
         {{kContinuation, "", true}}},
        {"text-in-text",
         "A new message can't begin before the last one ended",
         {{kText, "one", false}, {kText, "two", true}}},
        {"binary-in-text",
         "A new message can't begin before the last one ended",
         {{kText, "one", false}, {kBinary, "two", true}}},
        {"text-in-binary",
         "A new message can't begin before the last one ended",
         {{kBinary, "one", false}, {kText, "two", true}}},
        {"open-text-in-text",
         "A new message can't begin before the last one ended",
         {{kText, "one", false}, {kText, "two", false}, {kContinuation, "three", true}}},
        {"text-after-two",
         "A new message can't begin before the last one ended",
         {{kText, "one", false}, {kContinuation, "two", false}, {kText, "three", true}}},
        {"empty-text-in-empty-text",
         "Empty fragments are fragments, too",
         {{kText, "", false}, {kText, "", true}}},
    };
    for (const auto &one : sequences) {
        suite.add({std::string("fragments/") + one.name, "6455 5.4", one.what,
                   [frames = one.frames](Trial &trial) {
                       Client client(trial);
                       for (const Frame &frame : frames)
                           client.send(frame);
                       client.expectFailed({1002});
                   }});
        suite.add({std::string("fragments/") + one.name + "-together", "6455 5.4", one.what,
                   [frames = one.frames](Trial &trial) {
                       Client client(trial);
                       Octets all;
                       for (const Frame &frame : frames)
                           all += encode(frame);
                       client.tcp().send(all + encode({kText, "not answered"}));
                       client.expectFailed({1002});
                   }});
    }
    suite.add({"fragments/goes-on-after-its-end", "6455 5.4",
               "A finished message can't be continued", [](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "one", false});
                   client.send({kContinuation, "two"});
                   client.expectText("onetwo");
                   client.send({kContinuation, "three"});
                   client.expectFailed({1002});
               }});
}

} // namespace

void addFragments(Suite &suite)
{
    addGood(suite);
    addInterleaved(suite);
    addBroken(suite);
}

} // namespace Conformance
