// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpserver.h>

#include <functional>
#include <memory>

namespace Lanroom {

struct GatewayLimits;
class Transport;
namespace Link {
struct GatewayStats;
}

/// Accepts connections, usually on the listening descriptor that every gateway of a server shares,
/// and gives each to the handler. Counts those alive, whoever owns them: above the limit the
/// handler is to say so and end them, and far above it they are closed at once. When the process
/// has no descriptor left it waits a moment and tries again; the kernel keeps who comes meanwhile,
/// and other gateways accept them. On the event-loop thread, owned by Gateway.
class Acceptor : public QTcpServer
{
    Q_OBJECT
public:
    /// full: there is no room for this one.
    using Handler = std::function<void(std::unique_ptr<Transport>, bool full)>;

    /// limits and stats outlive the acceptor.
    Acceptor(Handler handler, const GatewayLimits &limits, Link::GatewayStats &stats);

    /// Takes over the descriptor, or, where it is -1, binds host and port itself. host: an address,
    /// "localhost", or "any".
    Result<void> start(qintptr descriptor, const QString &host, quint16 port);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Handler m_handler;
    const GatewayLimits &m_limits;
    Link::GatewayStats &m_stats;
    QTimer m_resume;
    std::shared_ptr<qsizetype> m_alive; // connections may outlive us
};

} // namespace Lanroom
