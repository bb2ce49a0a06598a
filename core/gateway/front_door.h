// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/acceptor.h"
#include "gateway/gateway_limits.h"
#include "gateway/site.h"
#include "gateway/web_socket_endpoint.h"
#include "link/messages.h"

namespace Lanroom {

struct ClientCommons;

/// Everything between the listening socket and a client that is one: accepts, speaks HTTP, shakes
/// hands. Knows of services only what the route lookup says. On the event-loop thread; owned by
/// Gateway. Connections that are still HTTP die with it.
class FrontDoor : public QObject
{
    Q_OBJECT
public:
    struct Identity
    {
        int slot = 0;
        int generation = 0;
    };

    FrontDoor(Identity identity, const GatewayLimits &limits, Site site);
    ~FrontDoor() override;

    /// As Acceptor::start().
    Result<void> open(qintptr descriptor, const QString &host, quint16 port);
    /// No new connections from here on.
    void close() { m_acceptor.stop(); }
    quint16 port() const { return m_acceptor.serverPort(); }

    Site &site() { return m_site; }
    /// The counters; its levels (clients, heldBytes) are not kept here.
    const Link::GatewayStats &stats() const { return m_stats; }

Q_SIGNALS:
    /// The receiver takes client, and starts it.
    void upgraded(Lanroom::ClientSocket *client, const QString &service);

private:
    const std::shared_ptr<ClientCommons> m_commons;
    Link::GatewayStats m_stats;
    Site m_site;
    WebSocketEndpoint m_endpoint;
    Acceptor m_acceptor;
};

} // namespace Lanroom
