// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/client.h"

#include "conformance/kit/utf8.h"

#include <algorithm>

namespace Conformance {

namespace {

// "Immediately" is when the server ends TCP once both close frames have passed (RFC 6455 7.1.1).
constexpr auto kAtOnce = 4s;

int closeCode(const Frame &frame)
{
    if (frame.payload.size() < 2)
        return 1005;
    return static_cast<unsigned char>(frame.payload[0]) << 8 |
           static_cast<unsigned char>(frame.payload[1]);
}

/// What no endpoint may put into a close frame: RFC 6455 7.4.
bool isForbidden(int code)
{
    return code < 1000 || code == 1004 || code == 1005 || code == 1006 || code == 1015;
}

} // namespace

std::string describe(const Frame &frame)
{
    static const char *const names[] = {"continuation", "text", "binary"};
    std::string what = frame.opcode <= kBinary  ? names[frame.opcode]
                       : frame.opcode == kPing  ? "ping"
                       : frame.opcode == kPong  ? "pong"
                       : frame.opcode == kClose ? "close " + std::to_string(closeCode(frame))
                                                : "opcode " + std::to_string(frame.opcode);
    return what + " of " + std::to_string(frame.payload.size()) + " octets (" + hex(frame.payload) +
           ')';
}

Client::Client(Trial &trial, View offer, View early)
    : m_trial(trial), m_tcp(trial.options.target, trial.options.patience)
{
    Request request = Request::upgrade(trial.options.target);
    if (!offer.empty())
        request.add("Sec-WebSocket-Extensions", offer);
    m_tcp.send(request.octets().append(early));
    const std::optional<Answer> answer = Answer::readFrom(m_tcp);
    if (!answer)
        throw Failure("no answer to a good handshake");
    if (answer->status != 101)
        throw Failure("a good handshake got " + std::to_string(answer->status));
    if (answer->value("Sec-WebSocket-Accept") != acceptFor(request.value("Sec-WebSocket-Key")))
        throw Failure("the handshake's Sec-WebSocket-Accept is wrong");
    m_terms = readTerms(*answer, offer);
    if (m_terms) {
        m_deflater = std::make_unique<Deflater>(m_terms->clientBits);
        m_inflater = std::make_unique<Inflater>(m_terms->serverBits);
    }
}

void Client::send(const Frame &frame, const Form &form)
{
    m_tcp.send(encode(frame, form));
}

void Client::deflated(int opcode, View data)
{
    // Deflater's smallest window is 512 octets; with one of 256 only short messages keep to it.
    const bool takeover = m_terms->clientTakeover && m_terms->clientBits > 8;
    send({opcode, m_deflater->message(data, takeover), true, kRsv1});
}

void Client::check(const Received &frame)
{
    const auto wrong = [&frame](const std::string &why) {
        throw Failure("the server sent a " + describe(frame) + ": " + why);
    };
    if (frame.masked)
        wrong("masked (RFC 6455 5.1)");
    if (!frame.fewestOctets)
        wrong("its length is written with too many octets (5.2)");
    if (frame.opcode > kPong || (frame.opcode > kBinary && frame.opcode < kClose))
        wrong("a reserved opcode (5.2)");
    const bool control = frame.opcode >= kClose;
    if (control && (!frame.fin || frame.payload.size() > 125))
        wrong("fragmented or too long for a control frame (5.5)");
    if (frame.rsv & (kRsv2 | kRsv3))
        wrong("reserved bits (5.2)");
    if (frame.rsv && (!m_terms || control || frame.opcode == kContinuation))
        wrong("RSV1 where RFC 7692 6.1 has none");
    if (!control && (frame.opcode == kContinuation) != m_inMessage)
        wrong(m_inMessage ? "a message within a message (5.4)" : "continues nothing (5.4)");
    if (!control)
        m_inMessage = !frame.fin;
    if (m_serverClosed)
        wrong("after its close frame (5.5.1)");
    if (frame.opcode == kClose) {
        m_serverClosed = true;
        if (frame.payload.size() == 1)
            wrong("half a status code (5.5.1)");
        if (!frame.payload.empty() && isForbidden(closeCode(frame)))
            wrong("a status code that never travels (7.4)");
        if (frame.payload.size() > 2 && !isUtf8(View(frame.payload).substr(2)))
            wrong("its reason is no UTF-8 (5.5.1)");
    }
}

std::optional<Frame> Client::nextFrame()
{
    while (true) {
        if (std::optional<Received> frame = takeFrame(m_tcp.received())) {
            check(*frame);
            return *frame;
        }
        if (!m_tcp.receive())
            return std::nullopt;
    }
}

std::string Client::absence() const
{
    return m_tcp.ended() ? "the server ended the connection without a word"
                         : "nothing came within " +
                               std::to_string(m_trial.options.patience.count() / 1000) + " s";
}

Frame Client::frame()
{
    if (std::optional<Frame> next = nextFrame())
        return *next;
    throw Failure(absence());
}

Client::Message Client::message()
{
    std::optional<Message> message;
    while (true) {
        const Frame next = frame();
        if (next.opcode == kClose)
            throw Failure("instead of a message came a " + describe(next));
        if (next.opcode == kPing)
            send({kPong, next.payload});
        if (next.opcode >= kClose)
            continue;
        if (!message)
            message = Message{next.opcode, {}, (next.rsv & kRsv1) != 0};
        message->data += next.payload;
        if (!next.fin)
            continue;
        if (message->deflated) {
            std::optional<Octets> data =
                m_inflater->message(message->data, m_terms->serverTakeover);
            if (!data)
                throw Failure("a compressed message that can't be inflated by the terms agreed on");
            message->data = std::move(*data);
        }
        if (message->opcode == kText && !isUtf8(message->data))
            throw Failure("a text that is no UTF-8 (RFC 6455 5.6)");
        return *message;
    }
}

void Client::expectEcho(int opcode, View data)
{
    const Message echo = message();
    if (echo.opcode != opcode)
        throw Failure("the answer to a message of opcode " + std::to_string(opcode) + " has " +
                      std::to_string(echo.opcode));
    if (echo.data == data)
        return;
    const auto [mine, its] =
        std::mismatch(data.begin(), data.end(), echo.data.begin(), echo.data.end());
    throw Failure("of " + std::to_string(data.size()) + " octets came back " +
                  std::to_string(echo.data.size()) + ", the first wrong one at " +
                  std::to_string(mine - data.begin()) + ", from there " +
                  hex(View(echo.data).substr(std::size_t(its - echo.data.begin()))));
}

void Client::expectPong(View payload)
{
    const Frame next = frame();
    if (next.opcode != kPong || next.payload != payload)
        throw Failure("instead of the pong of " + std::to_string(payload.size()) +
                      " octets came a " + describe(next));
}

void Client::expectAlive()
{
    const Octets mark = "alive? " + hex(randomOctets(8));
    send({kPing, mark});
    expectPong(mark);
}

void Client::awaitEnd()
{
    if (!m_tcp.waitEnd(kAtOnce))
        m_trial.lax("ends TCP only some seconds after both sides have closed (RFC 6455 7.1.1)");
    if (!m_tcp.waitEnd(m_trial.options.patience))
        throw Failure("both sides have closed, but the server doesn't end TCP (RFC 6455 7.1.1)");
    if (!m_tcp.received().empty())
        nextFrame();
}

void Client::expectFailed(std::initializer_list<int> codes)
{
    const std::optional<Frame> next = nextFrame();
    if (!next) {
        if (!m_tcp.ended())
            throw Failure("the connection stays open");
        m_trial.lax("hangs up without a close frame (RFC 6455 7.1.7)");
        return;
    }
    if (next->opcode != kClose)
        throw Failure("instead of a close came a " + describe(*next));
    const int code = closeCode(*next);
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
        std::string wanted;
        for (const int good : codes)
            wanted += (wanted.empty() ? "" : " or ") + std::to_string(good);
        m_trial.lax("closes with " + std::to_string(code) + " instead of " + wanted);
    }
    send({kClose, next->payload.substr(0, 2)});
    awaitEnd();
}

int Client::expectClosed()
{
    const Frame next = frame();
    if (next.opcode != kClose)
        throw Failure("our close frame was answered by a " + describe(next));
    awaitEnd();
    return closeCode(next);
}

void Client::needDeflate()
{
    if (m_terms)
        return;
    if (m_trial.options.requireDeflate)
        throw Failure("permessage-deflate was offered and not taken up");
    throw NotOffered("no permessage-deflate");
}

} // namespace Conformance
