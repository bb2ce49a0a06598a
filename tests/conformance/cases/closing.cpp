// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 5.5.1 and 7: the closing handshake, its codes and its end.
#include "conformance/cases/chapters.h"
#include "conformance/kit/client.h"
#include "conformance/kit/utf8.h"

namespace Conformance {

namespace {

void expectEchoedClose(Client &client, int code, Trial &trial)
{
    const int answer = client.expectClosed();
    if (answer != code)
        trial.lax("answers " + std::to_string(answer) + " to a close of " + std::to_string(code));
}

void addLegalCode(Suite &suite, int code, const char *section, Weight weight = Weight::Must)
{
    suite.add({"closing/code-" + std::to_string(code), section,
               "A legal code is answered by a close frame, typically with the same code",
               [code](Trial &trial) {
                   Client client(trial);
                   client.close(code, "bye");
                   expectEchoedClose(client, code, trial);
               },
               weight});
}

/// Codes below 1000 and those that never travel are the RFC's own; beyond, it leaves numbers
/// unassigned without saying what to do about them.
void addIllegalCode(Suite &suite, int code, Weight weight)
{
    suite.add({"closing/bad-code-" + std::to_string(code),
               weight == Weight::Must ? "6455 7.4" : "6455 7.4.2",
               "A code that may not stand in a close frame is a protocol error",
               [code](Trial &trial) {
                   Client client(trial);
                   client.close(code, "bye");
                   client.expectFailed({1002});
               },
               weight});
}

void addCodes(Suite &suite)
{
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011})
        addLegalCode(suite, code, "6455 7.4.1");
    for (const int code : {1012, 1013, 1014}) // IANA's registry, RFC 6455 11.7
        addLegalCode(suite, code, "6455 7.4.2", Weight::Should);
    for (const int code : {3000, 3999, 4000, 4008, 4999})
        addLegalCode(suite, code, "6455 7.4.2");
    for (const int code : {0, 1, 256, 999, 1004, 1005, 1006, 1015})
        addIllegalCode(suite, code, Weight::Must);
    for (const int code : {1016, 1100, 1999, 2000, 2999, 5000, 10000, 65535})
        addIllegalCode(suite, code, Weight::Should);
    suite.add({"closing/every-code", "6455 7.4.2", "Every code from 3000 to 4999 is legal",
               [](Trial &trial) {
                   for (int code = 3000; code < 5000; ++code) {
                       Client client(trial);
                       client.close(code);
                       expectEchoedClose(client, code, trial);
                   }
               },
               Weight::Must, true});
}

void addBodies(Suite &suite)
{
    suite.add({"closing/empty", "6455 5.5.1", "A close frame needs no body", [](Trial &trial) {
                   Client client(trial);
                   client.send({kClose, ""});
                   const int answer = client.expectClosed();
                   if (answer != 1005 && answer != 1000)
                       trial.lax("answers " + std::to_string(answer) + " to a close without code");
               }});
    suite.add({"closing/one-octet", "6455 5.5.1", "A body begins with a code of two octets",
               [](Trial &trial) {
                   Client client(trial);
                   client.send({kClose, "\x03"});
                   client.expectFailed({1002});
               }});
    for (const std::size_t size : {0u, 1u, 122u, 123u}) {
        suite.add({"closing/reason-of-" + std::to_string(size), "6455 5.5.1",
                   "A reason of up to 123 octets may follow the code", [size](Trial &trial) {
                       Client client(trial);
                       client.close(1000, Octets(size, 'r'));
                       expectEchoedClose(client, 1000, trial);
                   }});
    }
    suite.add({"closing/reason-in-utf8", "6455 5.5.1", "A reason is UTF-8", [](Trial &trial) {
                   Client client(trial);
                   client.close(1000, "Auf Wiederhören \xe2\x98\x95 \xf0\x9f\x91\x8b");
                   expectEchoedClose(client, 1000, trial);
               }});
    const struct
    {
        const char *name;
        Octets reason;
    } reasons[] = {
        {"lone-continuation", "a\x80z"},
        {"overlong", "a\xc0\xafz"},
        {"surrogate", "a" + utf8Scheme(0xd800, 3)},
        {"beyond-unicode", "a" + utf8Scheme(0x110000, 4)},
        {"cut-short", "a\xe2\x98"},
        {"ff", "\xff"},
    };
    for (const auto &one : reasons)
        suite.add({std::string("closing/reason-") + one.name, "6455 8.1",
                   "A reason that is no UTF-8 fails the connection",
                   [reason = one.reason](Trial &trial) {
                       Client client(trial);
                       client.close(1000, reason);
                       client.expectFailed({1007, 1002});
                   }});
}

/// A close of 1000, octets after it in the same segment, and nothing of those is answered.
void addAfter(Suite &suite, const char *name, const char *what, Octets after)
{
    suite.add({std::string("closing/then-") + name, "6455 5.5.1", what,
               [after = std::move(after)](Trial &trial) {
                   Client client(trial);
                   client.tcp().send(encode({kClose, closePayload(1000)}) + after);
                   expectEchoedClose(client, 1000, trial);
               }});
}

void addOrder(Suite &suite)
{
    suite.add(
        {"closing/server-ends-tcp", "6455 7.1.1",
         "When both close frames have passed, the server ends TCP, without waiting for the client",
         [](Trial &trial) {
             Client client(trial);
             client.close(1000);
             expectEchoedClose(client, 1000, trial); // it waits for the server's FIN
         }});
    addAfter(suite, "text", "Data after a close frame is not answered", encode({kText, "late"}));
    addAfter(suite, "ping", "A ping after a close frame is not answered", encode({kPing, "late"}));
    addAfter(suite, "close", "A second close frame is not answered",
             encode({kClose, closePayload(1001)}));
    addAfter(suite, "nonsense", "What comes after a close frame isn't read",
             encode({7, "late"}, {.masked = false}));
    addAfter(suite, "much", "However much comes after a close frame",
             encode({kBinary, Octets(60'000, 'x')}) + encode({kBinary, Octets(60'000, 'y')}));
    suite.add({"closing/octetwise", "6455 5.5.1", "A close frame may come octet by octet",
               [](Trial &trial) {
                   Client client(trial);
                   client.tcp().sendInPieces(encode({kClose, closePayload(4001, "bye")}), 1);
                   expectEchoedClose(client, 4001, trial);
               }});
    suite.add({"closing/unanswered-failure", "6455 7.1.7",
               "A server that fails the connection doesn't wait for ever for the client's close",
               [](Trial &trial) {
                   Client client(trial);
                   client.send({3, ""});
                   const Frame close = client.frame();
                   if (close.opcode != kClose)
                       throw Failure("a reserved opcode got a " + describe(close));
                   if (!client.tcp().waitEnd(trial.options.patience))
                       throw Failure("TCP stays open");
               },
               Weight::Should});
}

void addVanishing(Suite &suite)
{
    const auto others = [](Trial &trial) {
        Client next(trial);
        next.text("next");
        next.expectText("next");
    };
    suite.add({"closing/client-resets", "6455 7.1.5", "A reset without close hurts nobody else",
               [others](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "half a mess", false});
                   client.tcp().reset();
                   others(trial);
               }});
    suite.add({"closing/client-stops-writing", "6455 7.1.5",
               "A client whose TCP ends without a close frame is let go", [others](Trial &trial) {
                   Client client(trial);
                   client.text("last");
                   client.expectText("last");
                   client.tcp().endWriting();
                   if (!client.tcp().waitEnd(trial.options.patience))
                       throw Failure("the server keeps its half open");
                   others(trial);
               }});
}

} // namespace

void addClosing(Suite &suite)
{
    addCodes(suite);
    addBodies(suite);
    addOrder(suite);
    addVanishing(suite);
}

} // namespace Conformance
