// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/deflate.h"
#include "conformance/kit/frame.h"
#include "conformance/kit/http.h"
#include "conformance/kit/trial.h"

#include <initializer_list>

namespace Conformance {

/// A WebSocket client whose handshake was good and which then does as the case says. What the
/// server sends is held against RFC 6455 5 and RFC 7692 6 at every frame, whatever the case is
/// about. Everything here throws Failure when the server does wrong, a missing answer included.
class Client
{
public:
    struct Message
    {
        int opcode = kText;
        Octets data;
        bool deflated = false;
    };

    /// Connects and shakes hands. offer: the Sec-WebSocket-Extensions to ask for; early: octets to
    /// send in one breath with the handshake.
    explicit Client(Trial &trial, View offer = {}, View early = {});

    void send(const Frame &frame, const Form &form = {});
    void text(View data) { send({kText, Octets(data)}); }
    void binary(View data) { send({kBinary, Octets(data)}); }
    void close(int code, View reason = {}) { send({kClose, closePayload(code, reason)}); }
    /// The message in one frame, compressed by the terms agreed on.
    void deflated(int opcode, View data);
    Tcp &tcp() { return m_tcp; }

    /// The next frame of any kind.
    Frame frame();
    /// The next whole message, put together and inflated. Pings on the way are answered.
    Message message();
    void expectEcho(int opcode, View data);
    void expectText(View data) { expectEcho(kText, data); }
    /// The next frame is that pong.
    void expectPong(View payload);
    /// Still there, and nothing else was on the way: a ping of ours is answered next.
    void expectAlive();

    /// The server closes with one of the codes, and then TCP; nothing else comes before. Another
    /// code or none at all is lax: RFC 6455 7.4.1 leaves the codes to the endpoint.
    void expectFailed(std::initializer_list<int> codes);
    /// The answer to our close frame: one close frame, then the end of TCP by the server.
    /// Returns the code; 1005 when the frame had none.
    int expectClosed();

    const std::optional<DeflateTerms> &terms() const { return m_terms; }
    /// Throws NotOffered (or Failure, where deflate is required) unless the offer was taken up.
    void needDeflate();
    Deflater &deflater() { return *m_deflater; }

private:
    std::optional<Frame> nextFrame();
    void check(const Received &frame);
    std::string absence() const;
    void awaitEnd();

    Trial &m_trial;
    Tcp m_tcp;
    std::optional<DeflateTerms> m_terms;
    std::unique_ptr<Deflater> m_deflater;
    std::unique_ptr<Inflater> m_inflater;
    bool m_inMessage = false;
    bool m_serverClosed = false;
};

/// "text of 5 octets (48 65 ...)", for what a failure says.
std::string describe(const Frame &frame);

} // namespace Conformance
