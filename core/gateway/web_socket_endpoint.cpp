// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/web_socket_endpoint.h"

#include "base/clock.h"
#include "gateway/client_commons.h"
#include "gateway/transport.h"
#include "gateway/wire_guard.h"

#include <QtNetwork/qnetworkrequest.h>
#include <QtWebSockets/qwebsocket.h>

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {

// Tells which of our connections a QWebSocket belongs to: Qt hands the request's fields through.
constexpr auto kIdField = "X-Lanroom-Client"_L1;

QByteArray requestForQt(ClientId id, const QByteArray &key)
{
    return "GET / HTTP/1.1\r\nHost: lanroom\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " +
           key + "\r\n" + kIdField.data() + ": " + QByteArray::number(id.raw()) + "\r\n\r\n";
}

} // namespace

WebSocketEndpoint::WebSocketEndpoint(int slot, int generation,
                                     std::shared_ptr<ClientCommons> commons,
                                     Link::GatewayStats &stats)
    : m_slot(slot), m_generation(generation), m_commons(std::move(commons)),
      m_stats(stats), m_server(u"Lanroom"_s, QWebSocketServer::NonSecureMode)
{
    connect(&m_server, &QWebSocketServer::newConnection, this, &WebSocketEndpoint::takeConnection);
}

WebSocketEndpoint::~WebSocketEndpoint() = default;

void WebSocketEndpoint::upgrade(std::unique_ptr<Transport> transport, const QByteArray &key,
                                const UpgradeTerms &terms, ClientSocket::Info info,
                                const QString &service)
{
    info.id = ClientId::make(quint8(m_slot), quint32(m_generation), ++m_counter);
    info.sinceMs = systemClock().wallMs();
    for (QString *text : {&info.address, &info.agent, &info.path, &info.query, &info.subprotocol})
        *text = m_texts.share(*text);
    const bool limited = m_commons->limits.local || !info.ownMachine;
    auto guard = std::make_unique<WireGuard>(
        std::move(transport), requestForQt(info.id, key), terms, m_commons,
        limited ? WireGuard::Rates::Limited : WireGuard::Rates::Unlimited);
    WireGuard *socket = guard.get();
    connect(socket, &WireGuard::disconnected, this, [this, raw = info.id.raw()] {
        if (const auto node = m_pending.extract(raw))
            node.mapped().guard.release()->deleteLater(); // it is the one speaking
    });
    m_pending.emplace(info.id.raw(), Pending{std::move(guard), std::move(info), service});
    m_server.handleConnection(socket);
}

void WebSocketEndpoint::takeConnection()
{
    std::unique_ptr<QWebSocket> socket(m_server.nextPendingConnection());
    const auto node =
        m_pending.extract(socket->request().rawHeader(kIdField.data()).toULongLong());
    if (!node)
        return; // it went meanwhile
    Pending pending = std::move(node.mapped());
    socket->setParent(nullptr); // Qt gave it to its server
    pending.guard->disconnect(this);
    auto *client = new ClientSocket(std::move(pending.info), std::move(socket),
                                    std::move(pending.guard), m_stats);
    Q_EMIT upgraded(client, pending.service);
}

} // namespace Lanroom
