// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/client_socket.h"

#include "gateway/close_codes.h"
#include "gateway/endpoint_trim.h"
#include "gateway/outgoing_run.h"
#include "link/messages.h"
#include "wire/close_rules.h"

#include <QtWebSockets/qwebsocket.h>

namespace Lanroom {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kReasonBytes = 123; // RFC 6455 5.5: 125 with the code

/// Cut between characters, each of which has as many bytes as it has units, or more.
QString fitReason(QString reason)
{
    reason.truncate(kReasonBytes);
    while (!reason.isEmpty() &&
           (reason.back().isHighSurrogate() || reason.toUtf8().size() > kReasonBytes))
        reason.chop(1);
    return reason;
}

} // namespace

ClientSocket::ClientSocket(Info info, std::unique_ptr<QWebSocket> socket,
                           std::unique_ptr<WireGuard> guard, Link::GatewayStats &stats)
    : m_info(std::move(info)), m_stats(stats), m_guard(std::move(guard)),
      m_socket(std::move(socket))
{
    trimEndpoint(*m_socket, *m_guard);
}

ClientSocket::~ClientSocket() = default;

void ClientSocket::start(User &user)
{
    m_user = &user;
    m_guard->begin(*this);
}

void ClientSocket::send(const OutgoingRun &messages)
{
    if (m_closeCode)
        return;
    if (!m_guard->send(messages)) {
        m_stats.count(Link::Bound::Outbox);
        close(CloseCode::kSlow, u"slow"_s);
        return;
    }
    m_stats.messagesOut += messages.count();
    m_stats.bytesOut += messages.size();
}

void ClientSocket::close(int code, const QString &reason)
{
    if (m_closeCode)
        return;
    m_closeCode = code;
    m_socket->close(QWebSocketProtocol::CloseCode(code), fitReason(reason));
}

void ClientSocket::pauseReading(bool paused, bool itsEndToo)
{
    m_guard->pauseReading(paused, itsEndToo);
}

void ClientSocket::tellWhenSent()
{
    m_guard->tellWhenSent();
}

void ClientSocket::messageReceived(QByteArrayView data, bool binary)
{
    if (m_closeCode)
        return;
    ++m_stats.messagesIn;
    m_stats.bytesIn += data.size();
    m_user->received(*this, data, binary);
}

/// A close frame is answered in kind (RFC 6455 5.5.1); one without a code can't be quoted.
void ClientSocket::peerClosed(int code, const QString &reason)
{
    const bool quotable = code != WireCode::kNoStatus;
    close(quotable ? code : QWebSocketProtocol::CloseCodeNormal, reason);
    m_closeCode = code;
}

void ClientSocket::violated(int code, const QString &reason, Link::Bound bound)
{
    m_stats.count(bound);
    close(code, reason);
}

void ClientSocket::cutOff(Link::Bound bound)
{
    m_stats.count(bound);
}

void ClientSocket::throttled()
{
    m_stats.count(Link::Bound::Throttled);
}

void ClientSocket::allSent()
{
    m_user->allSent(*this);
}

void ClientSocket::ended()
{
    m_user->closed(*this, m_closeCode ? m_closeCode : CloseCode::kAbnormal);
}

} // namespace Lanroom
