// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/acceptor.h"

#include "gateway/gateway_limits.h"
#include "gateway/peer_watch.h"
#include "gateway/transport.h"
#include "link/messages.h"

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int kResumeMs = 250;
// Those turned away hold a descriptor too while they are told; above this they aren't told.
constexpr qsizetype kPartingRoom = 64;

QHostAddress toAddress(const QString &host)
{
    if (host.isEmpty() || host == u"any")
        return QHostAddress(QHostAddress::Any);
    return host == u"localhost" ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
}

} // namespace

Acceptor::Acceptor(Handler handler, const GatewayLimits &limits, Link::GatewayStats &stats)
    : m_handler(std::move(handler)), m_limits(limits), m_stats(stats),
      m_alive(std::make_shared<qsizetype>(0))
{
    // After any failed accept Qt stops listening to the descriptor, and leaves it at that.
    m_resume.setSingleShot(true);
    m_resume.setInterval(kResumeMs);
    connect(this, &QTcpServer::acceptError, &m_resume, qOverload<>(&QTimer::start));
    connect(&m_resume, &QTimer::timeout, this, &QTcpServer::resumeAccepting);
}

Result<void> Acceptor::start(qintptr descriptor, const QString &host, quint16 port)
{
    const bool ok =
        descriptor >= 0 ? setSocketDescriptor(descriptor) : listen(toAddress(host), port);
    if (!ok)
        return Error{ErrorCode::System, errorString()};
    watchPeers(socketDescriptor());
    return {};
}

void Acceptor::incomingConnection(qintptr descriptor)
{
    std::unique_ptr<Transport> transport = Transport::adopt(descriptor);
    if (!transport)
        return;
    ++*m_alive;
    transport->setTicket(std::shared_ptr<void>(nullptr, [alive = m_alive](void *) { --*alive; }));
    if (*m_alive <= m_limits.connections + kPartingRoom)
        m_handler(std::move(transport), *m_alive > m_limits.connections);
    else
        ++m_stats.refused;
}

} // namespace Lanroom
