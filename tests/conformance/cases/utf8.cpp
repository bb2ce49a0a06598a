// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 5.6 and 8.1: texts are UTF-8 (RFC 3629), whatever pieces they come in, and the
// connection fails as soon as one is not.
#include "conformance/cases/chapters.h"
#include "conformance/cases/utf8_samples.h"
#include "conformance/kit/client.h"

namespace Conformance {

namespace {

// How long a server may think about half a frame. One that answers does so at once.
constexpr auto kHalfFrame = 5s;

bool startsCharacter(char octet)
{
    return (static_cast<unsigned char>(octet) & 0xc0) != 0x80;
}

/// Every octet, or every character, as a fragment of its own.
Octets inFragments(View text, bool byCharacter)
{
    Octets out;
    int opcode = kText;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (byCharacter && end < text.size() && !startsCharacter(text[end]))
            ++end;
        out += encode({opcode, Octets(text.substr(at, end - at)), end == text.size()});
        opcode = kContinuation;
        at = end;
    }
    return out;
}

void addValid(Suite &suite, const Utf8Sample &sample)
{
    const std::string name = std::string("utf8/good-") + sample.name;
    const auto add = [&](const char *how, const char *section, auto send) {
        suite.add({name + how, section, "Good UTF-8 is accepted and comes back as it was",
                   [&sample, send](Trial &trial) {
                       Client client(trial);
                       send(client, View(sample.octets));
                       client.expectText(sample.octets);
                       client.expectAlive();
                   }});
    };
    add("", "6455 5.6", [](Client &client, View text) { client.text(text); });
    add("-by-character", "6455 5.6",
        [](Client &client, View text) { client.tcp().send(inFragments(text, true)); });
    add("-by-octet", "6455 5.6",
        [](Client &client, View text) { client.tcp().send(inFragments(text, false)); });
    add("-segments", "6455 5.6", [](Client &client, View text) {
        client.tcp().sendInPieces(encode({kText, Octets(text)}), 1);
    });
}

void addInvalid(Suite &suite, const Utf8Sample &sample)
{
    const std::string name = std::string("utf8/bad-") + sample.name;
    const auto add = [&](const char *how, auto send) {
        suite.add({name + how, "6455 8.1", "A text that is no UTF-8 fails the connection",
                   [&sample, send](Trial &trial) {
                       Client client(trial);
                       send(client, Octets("good ") + sample.octets);
                       client.expectFailed({1007});
                   }});
    };
    add("", [](Client &client, View text) { client.text(text); });
    add("-before-more", [](Client &client, View text) { client.text(Octets(text) + " good"); });
    add("-by-octet",
        [](Client &client, View text) { client.tcp().send(inFragments(text, false)); });
    add("-segments", [](Client &client, View text) {
        client.tcp().sendInPieces(encode({kText, Octets(text)}), 1);
    });
    if (sample.needsMore)
        return; // right until the message ends there
    suite.add({name + "-not-yet-whole", "6455 8.1",
               "A text fails as soon as a fragment shows that it is no UTF-8",
               [&sample](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "good " + sample.octets, false});
                   client.send({kPing, "still reading?"}); // its pong would say yes
                   client.expectFailed({1007});
               },
               Weight::Should});
}

void addInFrame(Suite &suite, const Utf8Sample &sample)
{
    suite.add({std::string("utf8/within-frame-") + sample.name, "6455 8.1",
               "A text fails even in the middle of a frame, before the rest of it has come",
               [&sample](Trial &trial) {
                   Options brief = trial.options;
                   brief.patience = std::min<std::chrono::milliseconds>(brief.patience, kHalfFrame);
                   Trial hasty(brief);
                   Client client(hasty);
                   client.send({kText, sample.octets},
                               {.lengthOctets = 2, .announced = sample.octets.size() + 200});
                   client.expectFailed({1007});
                   if (!hasty.laxities().empty())
                       trial.lax(hasty.laxities().front());
               },
               Weight::Should});
}

void addOthers(Suite &suite)
{
    suite.add({"utf8/binary-is-free", "6455 5.6", "A binary message may hold any octets",
               [](Trial &trial) {
                   Client client(trial);
                   for (const Utf8Sample &sample : badUtf8()) {
                       client.binary(sample.octets);
                       client.expectEcho(kBinary, sample.octets);
                   }
               }});
    suite.add({"utf8/message-by-message", "6455 5.6",
               "Half a character at the end of one message isn't finished by the next",
               [](Trial &trial) {
                   Client client(trial);
                   client.text("caf\xc3");
                   client.expectFailed({1007});
               }});
    suite.add({"utf8/ping-within-character", "6455 5.4",
               "A control frame between two halves of a character changes nothing",
               [](Trial &trial) {
                   Client client(trial);
                   client.send({kText, "caf\xc3", false});
                   client.send({kPing, "\xff\xfe"});
                   client.expectPong("\xff\xfe");
                   client.send({kContinuation, "\xa9"});
                   client.expectText("caf\xc3\xa9");
               }});
    suite.add({"utf8/every-character", "6455 5.6", "Every scalar value of Unicode comes back",
               [](Trial &trial) {
                   Client client(trial);
                   for (unsigned long plane = 0; plane <= 0x10; ++plane) {
                       for (unsigned long row = 0; row < 0x10000; row += 0x2000) {
                           const Octets text = scalarValues(plane << 16 | row, 0x2000);
                           client.text(text);
                           client.expectText(text);
                       }
                   }
               }});
}

} // namespace

void addUtf8(Suite &suite)
{
    for (const Utf8Sample &sample : goodUtf8())
        addValid(suite, sample);
    for (const Utf8Sample &sample : badUtf8()) {
        addInvalid(suite, sample);
        if (!sample.needsMore)
            addInFrame(suite, sample);
    }
    addOthers(suite);
}

} // namespace Conformance
