// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/text_pool.h"
#include "gateway/client_socket.h"

#include <QtWebSockets/qwebsocketserver.h>

#include <memory>
#include <unordered_map>

namespace Lanroom {

struct ClientCommons;
struct UpgradeTerms;
class Transport;
class WireGuard;

/// The gateway's one QWebSocketServer: turns a connection whose upgrade request was found good into
/// a ClientSocket. Qt makes the handshake's answer and the QWebSocket; it is given a request of our
/// own wording, with nothing in it that a client could choose but the key.
/// On the event-loop thread, owned by FrontDoor. A handshake that fails ends the connection.
class WebSocketEndpoint : public QObject
{
    Q_OBJECT
public:
    /// stats outlive the endpoint and its clients. Client ids carry slot and generation.
    WebSocketEndpoint(int slot, int generation, std::shared_ptr<ClientCommons> commons,
                      Link::GatewayStats &stats);
    ~WebSocketEndpoint() override;

    /// transport: connected, the head read from it; key: its Sec-WebSocket-Key. info lacks id and
    /// time. upgraded() follows, unless the client goes first.
    void upgrade(std::unique_ptr<Transport> transport, const QByteArray &key,
                 const UpgradeTerms &terms, ClientSocket::Info info, const QString &service);

Q_SIGNALS:
    /// The receiver takes client, and starts it.
    void upgraded(Lanroom::ClientSocket *client, const QString &service);

private:
    struct Pending
    {
        std::unique_ptr<WireGuard> guard;
        ClientSocket::Info info;
        QString service;
    };

    void takeConnection();

    const int m_slot;
    const int m_generation;
    const std::shared_ptr<ClientCommons> m_commons;
    Link::GatewayStats &m_stats;
    QWebSocketServer m_server;
    std::unordered_map<quint64, Pending> m_pending; // by client id, for one turn of the event loop
    TextPool m_texts;
    quint32 m_counter = 0;
};

} // namespace Lanroom
