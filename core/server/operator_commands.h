// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qjsonobject.h>

#include <functional>

namespace Lanroom {

class Server;

/// What an operator's program can ask a running server, in JSON, out of the subjects that the window
/// shows:
///     status                          address, state, gateways, services, traffic
///     clients | rooms | services      the rows of each
///     kick     client                 ends a connection
///     restart  service
///     update   service                replaces its worker while people stay connected
///     say      room, text             speaks as the operator
/// Passive, main thread, owned by OperatorSocket.
class OperatorCommands
{
public:
    /// {"ok":true,"data":{}} or {"ok":false,"error":"...","message":"..."}
    using Answer = std::function<void(QJsonObject)>;

    explicit OperatorCommands(Server &server) : m_server(server) {}

    /// Answers once, now or later; later may be after this object's end.
    void run(const QJsonObject &request, const Answer &answer);

private:
    QJsonObject status() const;
    QJsonObject clients() const;
    QJsonObject rooms() const;
    QJsonArray services() const;
    QJsonArray gateways() const;
    QJsonObject bounds() const;

    Server &m_server;
};

} // namespace Lanroom
