// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 7692 6 and 7.2.2, RFC 6455 7.4.1: compressed messages that a server must refuse.
#include "conformance/cases/chapters.h"
#include "conformance/kit/client.h"
#include "conformance/kit/utf8.h"

#include <zlib.h>

#include <algorithm>

namespace Conformance {

namespace {

constexpr View kOffer = "permessage-deflate; client_max_window_bits";

void addBits(Suite &suite)
{
    suite.add({"deflate-errors/rsv1-on-continuation", "7692 6.1",
               "RSV1 stands on the first fragment alone", [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   client.send({kText, fromHex("f2 48 cd"), false, kRsv1});
                   client.send({kContinuation, fromHex("c9 c9 07 00"), true, kRsv1});
                   client.expectFailed({1002});
               }});
    suite.add({"deflate-errors/rsv1-on-continuation-only", "7692 6.1",
               "RSV1 doesn't come later than on the first fragment", [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   client.send({kText, "Hel", false});
                   client.send({kContinuation, "lo", true, kRsv1});
                   client.expectFailed({1002});
               }});
    for (const auto &[name, opcode] :
         {std::pair{"ping", kPing}, {"pong", kPong}, {"close", kClose}}) {
        suite.add({std::string("deflate-errors/rsv1-on-") + name, "7692 6",
                   "RSV1 doesn't stand on a control frame", [opcode = opcode](Trial &trial) {
                       Client client(trial, kOffer);
                       client.needDeflate();
                       client.send({opcode, closePayload(1000), true, kRsv1});
                       client.expectFailed({1002});
                   }});
    }
    for (const int rsv : {kRsv2, kRsv3, kRsv1 | kRsv2, 7}) {
        suite.add({"deflate-errors/rsv-" + std::to_string(rsv), "6455 5.2",
                   "The extension gives a meaning to RSV1 alone", [rsv](Trial &trial) {
                       Client client(trial, kOffer);
                       client.needDeflate();
                       client.send({kText, fromHex("f2 48 cd c9 c9 07 00"), true, rsv});
                       client.expectFailed({1002});
                   }});
    }
}

void addCorrupt(Suite &suite)
{
    const struct
    {
        const char *name;
        const char *what;
        const char *octets;
        Weight weight = Weight::Must;
    } messages[] = {
        {"type-3", "A block of the reserved type is no DEFLATE", "06 00"},
        {"stored-length", "A stored block's length and its complement must fit",
         "00 05 00 00 00 48 65 6c 6c 6f 00"},
        {"too-far-back", "Nothing can be copied from before the beginning", "f2 00 11 00 00"},
        {"noise", "Noise is no DEFLATE", "ff ff ff ff ff ff ff ff 01 02 03"},
        {"too-many-codes", "More codes than there are symbols are no DEFLATE", "fc ff ff ff ff ff"},
        {"cut-short", "A message that breaks off inside a block can't be inflated", "f2 48 cd",
         Weight::Should},
        {"stored-cut-short", "A message that breaks off inside a stored block can't be inflated",
         "00 0a 00 f5 ff 48", Weight::Should},
    };
    for (const auto &one : messages) {
        suite.add({std::string("deflate-errors/corrupt-") + one.name, "7692 7.2.2", one.what,
                   [octets = fromHex(one.octets)](Trial &trial) {
                       Client client(trial, kOffer);
                       client.needDeflate();
                       client.send({kBinary, octets, true, kRsv1});
                       client.expectFailed({1007, 1002});
                   },
                   one.weight});
    }
    suite.add({"deflate-errors/corrupt-in-fragment", "7692 7.2.2",
               "A bad fragment fails the connection before the message's end",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   client.send({kText, fromHex("06 00 00"), false, kRsv1});
                   client.send({kPing, "still reading?"});
                   client.expectFailed({1007, 1002});
               },
               Weight::Should});
}

void addTexts(Suite &suite)
{
    const std::pair<const char *, Octets> texts[] = {
        {"continuation", "good \x80"},
        {"surrogate", "good " + utf8Scheme(0xd800, 3)},
        {"overlong", "good " + utf8Scheme('/', 2)},
        {"cut", "good \xe2\x98"},
    };
    for (const auto &[name, text] : texts)
        suite.add({std::string("deflate-errors/utf8-") + name, "6455 8.1",
                   "A compressed text must be UTF-8, too", [text = text](Trial &trial) {
                       Client client(trial, kOffer);
                       client.needDeflate();
                       client.deflated(kText, text);
                       client.expectFailed({1007});
                   }});
    suite.add(
        {"deflate-errors/utf8-not-yet-whole", "6455 8.1",
         "A compressed text fails as soon as a fragment shows that it is no UTF-8",
         [](Trial &trial) {
             Client client(trial, kOffer);
             client.needDeflate();
             client.send({kText, client.deflater().raw("good \xff", Z_SYNC_FLUSH), false, kRsv1});
             client.send({kPing, "still reading?"});
             client.expectFailed({1007});
         },
         Weight::Should});
}

void addBombs(Suite &suite)
{
    const auto limit = [](const Trial &trial) {
        if (!trial.options.maxMessage)
            throw NotOffered("no limit was named (--max-message)");
        return trial.options.maxMessage;
    };
    suite.add({"deflate-errors/over-the-limit", "6455 10.4",
               "A message's size is that of its data: one octet too much is 1009",
               [limit](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   client.deflated(kBinary, Octets(limit(trial) + 1, 'x'));
                   client.expectFailed({1009});
               }});
    suite.add({"deflate-errors/at-the-limit", "6455 10.4",
               "A message as long as the limit comes back, however short when compressed",
               [limit](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   const Octets data(limit(trial), 'x');
                   client.deflated(kBinary, data);
                   client.expectEcho(kBinary, data);
               }});
    suite.add({"deflate-errors/bomb", "6455 10.4",
               "A few kilobytes that inflate to many megabytes are 1009", [limit](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   const std::size_t size = std::max<std::size_t>(32 << 20, 4 * limit(trial));
                   client.deflated(kBinary, Octets(size, '\0'));
                   client.expectFailed({1009});
               }});
    suite.add({"deflate-errors/bomb-in-fragments", "6455 10.4",
               "A message that inflates to too much is refused before it ends",
               [limit](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   const Octets packed =
                       client.deflater().raw(Octets(limit(trial) * 2, '\0'), Z_SYNC_FLUSH);
                   client.send({kBinary, packed, false, kRsv1});
                   client.expectFailed({1009});
               },
               Weight::Should});
}

} // namespace

void addDeflateErrors(Suite &suite)
{
    addBits(suite);
    addCorrupt(suite);
    addTexts(suite);
    addBombs(suite);
}

} // namespace Conformance
