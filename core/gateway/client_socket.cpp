// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/client_socket.h"

#include "gateway/close_codes.h"
#include "gateway/outgoing.h"
#include "gateway/wire_guard.h"
#include "link/messages.h"
#include "wire/close_rules.h"

#include <QtWebSockets/qwebsocket.h>

namespace Lanroom {

namespace {

using namespace Qt::StringLiterals;

/// A close frame's reason holds 123 bytes: cut between characters.
QString fitReason(QString reason)
{
    while (reason.toUtf8().size() > 123)
        reason.chop(reason.back().isLowSurrogate() ? 2 : 1);
    return reason;
}

} // namespace

ClientSocket::ClientSocket(Info info, std::unique_ptr<QWebSocket> socket,
                           std::unique_ptr<WireGuard> guard, Link::GatewayStats &stats)
    : m_info(std::move(info)), m_stats(stats), m_guard(std::move(guard)),
      m_socket(std::move(socket))
{
    connect(m_guard.get(), &WireGuard::cutOff, this,
            [this](Link::Bound bound) { m_stats.count(bound); });
    connect(m_guard.get(), &WireGuard::throttled, this,
            [this] { m_stats.count(Link::Bound::Throttled); });
    connect(m_guard.get(), &WireGuard::messageReceived, this, &ClientSocket::receive);
    connect(m_guard.get(), &WireGuard::peerClosed, this, &ClientSocket::answerClose);
    connect(m_guard.get(), &WireGuard::violated, this, &ClientSocket::refuse);
    connect(m_socket.get(), &QWebSocket::disconnected, this,
            [this] { Q_EMIT closed(m_closeCode ? m_closeCode : CloseCode::kAbnormal); });
}

ClientSocket::~ClientSocket()
{
    m_socket->disconnect(this);
    m_guard->disconnect(this);
}

void ClientSocket::start()
{
    m_guard->open();
}

void ClientSocket::send(const Outgoing &message)
{
    if (m_closeCode)
        return;
    if (!m_guard->send(message)) {
        m_stats.count(Link::Bound::Outbox);
        close(CloseCode::kSlow, u"slow"_s);
        return;
    }
    ++m_stats.messagesOut;
    m_stats.bytesOut += message.size();
}

void ClientSocket::close(int code, const QString &reason)
{
    if (m_closeCode)
        return;
    m_closeCode = code;
    m_socket->close(QWebSocketProtocol::CloseCode(code), fitReason(reason));
}

void ClientSocket::pauseReading(bool paused)
{
    m_guard->pauseReading(paused);
}

void ClientSocket::receive(QByteArrayView data, bool binary)
{
    if (m_closeCode)
        return;
    ++m_stats.messagesIn;
    m_stats.bytesIn += data.size();
    Q_EMIT received(data, binary);
}

/// A close frame is answered in kind (RFC 6455 5.5.1); one without a code can't be quoted.
void ClientSocket::answerClose(int code, const QString &reason)
{
    const bool quotable = code != WireCode::kNoStatus;
    close(quotable ? code : QWebSocketProtocol::CloseCodeNormal, reason);
    m_closeCode = code;
}

void ClientSocket::refuse(int code, const QString &reason, Link::Bound bound)
{
    m_stats.count(bound);
    close(code, reason);
}

} // namespace Lanroom
