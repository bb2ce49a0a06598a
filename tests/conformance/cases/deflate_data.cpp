// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 7692 6 and 7.2: compressed messages, in every way that DEFLATE lets them be written.
#include "conformance/cases/chapters.h"
#include "conformance/kit/client.h"

#include <zlib.h>

#include <algorithm>

namespace Conformance {

namespace {

constexpr View kOffer = "permessage-deflate; client_max_window_bits";
constexpr View kNoServerTakeover = "permessage-deflate; server_no_context_takeover";

/// The RFC's own examples, 7.2.3, all of them 'Hello'.
void addExamples(Suite &suite)
{
    const struct
    {
        const char *name;
        const char *section;
        const char *what;
        const char *octets;
    } examples[] = {
        {"hello", "7692 7.2.3.1", "A message in one block", "f2 48 cd c9 c9 07 00"},
        {"stored", "7692 7.2.3.3", "A block without compression",
         "00 05 00 fa ff 48 65 6c 6c 6f 00"},
        {"final", "7692 7.2.3.4", "A block that says it is the last", "f3 48 cd c9 c9 07 00 00"},
        {"two-blocks", "7692 7.2.3.5", "Two blocks in one message",
         "f2 48 05 00 00 00 ff ff ca c9 c9 07 00"},
    };
    for (const auto &one : examples)
        suite.add({std::string("deflate/rfc-") + one.name, one.section, one.what,
                   [octets = fromHex(one.octets)](Trial &trial) {
                       Client client(trial, kOffer);
                       client.needDeflate();
                       for (int i = 0; i < 3; ++i) {
                           client.send({kText, octets, true, kRsv1});
                           client.expectText("Hello");
                       }
                   }});
    suite.add({"deflate/rfc-fragments", "7692 7.2.3.1", "Only the first fragment has RSV1",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   client.send({kText, fromHex("f2 48 cd"), false, kRsv1});
                   client.send({kContinuation, fromHex("c9 c9 07 00")});
                   client.expectText("Hello");
               }});
    suite.add({"deflate/rfc-takeover", "7692 7.2.3.2",
               "A message may refer to the one before, unless the server asked otherwise",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   client.send({kText, fromHex("f2 48 cd c9 c9 07 00"), true, kRsv1});
                   client.expectText("Hello");
                   if (!client.terms()->clientTakeover)
                       throw NotOffered("the server wants no context takeover");
                   client.send({kText, fromHex("f2 00 11 00 00"), true, kRsv1});
                   client.expectText("Hello");
               }});
    suite.add({"deflate/rfc-empty", "7692 7.2.3.6", "An empty message is one zero octet",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   for (const int opcode : {kText, kBinary}) {
                       client.send({opcode, Octets(1, '\0'), true, kRsv1});
                       client.expectEcho(opcode, "");
                   }
                   client.deflated(kText, "after it");
                   client.expectText("after it");
               }});
}

void addLengths(Suite &suite)
{
    for (const std::size_t size :
         {1u, 8u, 125u, 126u, 127u, 1000u, 16384u, 32768u, 65535u, 65536u}) {
        suite.add({"deflate/text-" + std::to_string(size), "7692 7.2",
                   "Texts of all sizes come back, several times over", [size](Trial &trial) {
                       Client client(trial, kOffer);
                       client.needDeflate();
                       for (int i = 0; i < 5; ++i) {
                           const Octets data = randomText(size);
                           client.deflated(kText, data);
                           client.expectText(data);
                       }
                   }});
    }
    // Not up to 65,536: compressed, they are longer than that.
    for (const std::size_t size : {1u, 125u, 126u, 1000u, 32768u, 65000u}) {
        suite.add({"deflate/noise-" + std::to_string(size), "7692 7.2",
                   "Octets that can't be compressed come back, too", [size](Trial &trial) {
                       Client client(trial, kOffer);
                       client.needDeflate();
                       for (int i = 0; i < 3; ++i) {
                           const Octets data = randomOctets(size);
                           client.deflated(kBinary, data);
                           client.expectEcho(kBinary, data);
                       }
                   }});
    }
}

void addPieces(Suite &suite)
{
    for (const std::size_t part : {1u, 2u, 7u, 125u, 1000u}) {
        suite.add({"deflate/fragments-of-" + std::to_string(part), "7692 6.1",
                   "A compressed message may be cut anywhere, pings in between",
                   [part](Trial &trial) {
                       Client client(trial, kOffer);
                       client.needDeflate();
                       const Octets data = randomText(part * 30);
                       const Octets packed = client.deflater().message(data);
                       for (std::size_t at = 0; at < packed.size(); at += part) {
                           client.send({at ? kContinuation : kText, packed.substr(at, part), false,
                                        at ? 0 : kRsv1});
                           if (at == 0) {
                               client.send({kPing, "p"});
                               client.expectPong("p");
                           }
                       }
                       client.send({kContinuation, ""});
                       client.expectText(data);
                   }});
    }
    suite.add({"deflate/first-fragment-empty", "7692 6.1", "The fragment with RSV1 may be empty",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   client.send({kText, "", false, kRsv1});
                   client.send({kContinuation, client.deflater().message("Hello")});
                   client.expectText("Hello");
               }});
    suite.add({"deflate/character-across-fragments", "7692 6.2",
               "A character may be cut by fragments and by blocks", [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   Octets packed = client.deflater().raw("caf\xc3", Z_SYNC_FLUSH);
                   packed += client.deflater().raw("\xa9 \xe2\x98", Z_FULL_FLUSH);
                   packed += client.deflater().raw("\x95", Z_SYNC_FLUSH);
                   packed.resize(packed.size() - 4);
                   for (std::size_t at = 0; at < packed.size(); ++at)
                       client.send({at ? kContinuation : kText, packed.substr(at, 1),
                                    at + 1 == packed.size(), at ? 0 : kRsv1});
                   client.expectText("caf\xc3\xa9 \xe2\x98\x95");
               }});
}

/// Messages of a compressor of this kind; every third part of one ends in flush.
void addBlocks(Suite &suite, const char *name, const char *what, int level, int strategy, int flush)
{
    suite.add({std::string("deflate/blocks-") + name, "7692 7.2.1", what,
               [level, strategy, flush](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   Deflater deflater(client.terms()->clientBits, level, strategy);
                   for (int i = 0; i < 5; ++i) {
                       const Octets data = randomText(3000);
                       Octets packed = deflater.raw(View(data).substr(0, 1000), flush);
                       packed += deflater.raw(View(data).substr(1000, 1000), flush);
                       // Without takeover each message must stand for itself: a full flush does.
                       packed += deflater.raw(View(data).substr(2000),
                                              client.terms()->clientTakeover ? Z_SYNC_FLUSH
                                                                             : Z_FULL_FLUSH);
                       packed.resize(packed.size() - 4);
                       client.send({kText, packed, true, kRsv1});
                       client.expectText(data);
                   }
               }});
}

void addContexts(Suite &suite)
{
    suite.add({"deflate/takeover-afar", "7692 7.2.2",
               "References reach back over messages, as far as the window does", [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   if (!client.terms()->clientTakeover || client.terms()->clientBits < 15)
                       throw NotOffered("the server wants a smaller context");
                   const Octets first = randomOctets(15'000);
                   client.deflated(kBinary, first);
                   client.expectEcho(kBinary, first);
                   const Octets between = randomOctets(15'000);
                   client.deflated(kBinary, between);
                   client.expectEcho(kBinary, between);
                   client.deflated(kBinary, first);
                   client.expectEcho(kBinary, first);
               }});
    suite.add({"deflate/plain-in-between", "7692 6",
               "Under the extension a message may be uncompressed, and changes no context",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   const Octets data = randomText(500);
                   for (int i = 0; i < 5; ++i) {
                       client.deflated(kText, data);
                       client.expectText(data);
                       client.text("not compressed " + data);
                       client.expectText("not compressed " + data);
                   }
               }});
    suite.add({"deflate/control-in-between", "7692 5", "Control frames are never compressed",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   for (int i = 0; i < 5; ++i) {
                       client.deflated(kText, "Hello Hello Hello");
                       client.expectText("Hello Hello Hello");
                       client.send({kPing, Octets(125, 'x')});
                       client.expectPong(Octets(125, 'x'));
                   }
                   client.close(1000, "bye bye bye bye bye");
                   client.expectClosed();
               }});
    suite.add({"deflate/no-server-takeover", "7692 7.1.1.1",
               "Without context takeover every message of the server stands for itself",
               [](Trial &trial) {
                   Client client(trial, kNoServerTakeover); // which Client holds it to
                   client.needDeflate();
                   const Octets data = randomText(2000);
                   for (int i = 0; i < 10; ++i) {
                       client.deflated(kText, data);
                       client.expectText(data);
                   }
               }});
    for (int bits = 9; bits < 15; ++bits) {
        suite.add({"deflate/server-window-" + std::to_string(bits), "7692 7.1.2.1",
                   "The server's references stay within the window agreed on",
                   [bits](Trial &trial) {
                       Client client(trial, "permessage-deflate; server_max_window_bits=" +
                                                std::to_string(bits));
                       client.needDeflate();
                       // What repeats does so at one and a half windows, where it may not refer to.
                       const Octets part = randomText((1u << bits) / 2);
                       const Octets data = part + randomOctets(1u << bits) + part;
                       for (int i = 0; i < 3; ++i) {
                           client.deflated(kBinary, data);
                           client.expectEcho(kBinary, data);
                       }
                   }});
    }
    suite.add({"deflate/many", "7692 7.2", "Hundreds of messages keep both contexts in step",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   for (int round = 0; round < 10; ++round) {
                       std::vector<Octets> sent;
                       for (int i = 0; i < 50; ++i) {
                           sent.push_back(randomText(std::size_t(i) * 20));
                           client.deflated(kText, sent.back());
                       }
                       for (const Octets &data : sent)
                           client.expectText(data);
                   }
               }});
    suite.add({"deflate/compresses", "7692 1",
               "A long text that repeats itself comes back compressed",
               [](Trial &trial) {
                   Client client(trial, kOffer);
                   client.needDeflate();
                   client.deflated(kText, Octets(20'000, 'x'));
                   if (!client.message().deflated)
                       throw Failure("20,000 equal octets came back uncompressed");
               },
               Weight::Should});
}

} // namespace

void addDeflateData(Suite &suite)
{
    addExamples(suite);
    addLengths(suite);
    addPieces(suite);
    addBlocks(suite, "sync", "Flushed in between", 6, Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH);
    addBlocks(suite, "full", "Flushed with a new context in between", 6, Z_DEFAULT_STRATEGY,
              Z_FULL_FLUSH);
    addBlocks(suite, "block", "Blocks that don't end at an octet", 6, Z_DEFAULT_STRATEGY, Z_BLOCK);
    addBlocks(suite, "partial", "Flushed with an empty block of fixed codes", 6, Z_DEFAULT_STRATEGY,
              Z_PARTIAL_FLUSH);
    addBlocks(suite, "stored", "Blocks without compression", 0, Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH);
    addBlocks(suite, "fixed", "Blocks of fixed codes", 6, Z_FIXED, Z_SYNC_FLUSH);
    addBlocks(suite, "huffman", "Blocks without references", 9, Z_HUFFMAN_ONLY, Z_BLOCK);
    addBlocks(suite, "best", "As small as zlib can", 9, Z_DEFAULT_STRATEGY, Z_NO_FLUSH);
    addContexts(suite);
}

} // namespace Conformance
