// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qstring.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtcpserver.h>

#include <memory>

namespace Lanroom {

/// The port this place is reached by. The server process binds it and hands its descriptor down to
/// the gateways, which accept on it; it never accepts itself, so no client's byte is read here. As
/// long as this object lives the kernel queues connections, whatever happens to the gateways.
/// Main thread, owned by the server.
class ListenSocket
{
public:
    /// Connections that wait while every gateway is busy or being replaced; the kernel may cap it
    /// (net.core.somaxconn). Over it a client's SYN is dropped, and the client tries again.
    static constexpr int kBacklog = 4096;

    /// host: an IP address, "localhost" or "any" (all addresses, IPv4 and IPv6). Errors: Taken (by
    /// what, if it can be told), Denied (a port for privileged programs), BadSetting (not an address
    /// of this machine), System.
    static Result<std::unique_ptr<ListenSocket>> bind(const QString &host, quint16 port);
    /// The next port above port that could be bound now, within 100; 0 when there is none.
    static quint16 nextFreePort(const QString &host, quint16 port);

    quint16 port() const { return m_socket.serverPort(); }
    QHostAddress address() const { return m_socket.serverAddress(); }
    /// Open as long as this object; close-on-exec, which the child it is for must clear.
    int descriptor() const { return int(m_socket.socketDescriptor()); }

private:
    ListenSocket() = default;

    QTcpServer m_socket;
};

} // namespace Lanroom
