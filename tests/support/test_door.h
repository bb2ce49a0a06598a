// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/client_socket.h"
#include "gateway/front_door.h"
#include "gateway/outgoing_run.h"

#include <memory>
#include <optional>
#include <vector>

namespace Lanroom::Test {

/// A front door on a free port with services that exist only as answers of its route lookup:
/// "/echo" sends back what it gets, "/sink" keeps it, "/long" too and takes messages of 4 KiB at
/// least, "/local" is for this machine only, "/down" is out of order. Clients are kept until they close.
class TestDoor
{
public:
    struct Client final : ClientSocket::User
    {
        void received(ClientSocket &, QByteArrayView data, bool binary) override
        {
            messages.append(data.toByteArray());
            if (echoes)
                socket->send(binary ? Outgoing::binary(data) : Outgoing::text(data));
        }
        void closed(ClientSocket &, int code) override
        {
            Q_ASSERT(!closeCode);
            closeCode = code;
            socket.release()->deleteLater();
        }

        void allSent(ClientSocket &) override { ++sent; }

        std::unique_ptr<ClientSocket> socket;
        int sent = 0;
        bool echoes = false;
        QList<QByteArray> messages;
        std::optional<int> closeCode;
    };

    explicit TestDoor(const GatewayLimits &limits = {},
                      const QString &assets = QStringLiteral(":/door"))
        : door({7, 42}, limits, Site(assets, HostRules({QStringLiteral("box")}, {}), route))
    {
        QObject::connect(
            &door, &FrontDoor::upgraded, &door,
            [this](ClientSocket *client, const QString &service) { adopt(client, service); });
        const Result<void> open = door.open(-1, QStringLiteral("localhost"), 0);
        Q_ASSERT(open.ok());
    }

    quint16 port() const { return door.port(); }
    Client &client(std::size_t index) { return *clients.at(index); }

    static Route route(const QString &path, bool local)
    {
        if (path == u"/echo" || path == u"/sink")
            return {Route::Found, path.mid(1), {QStringLiteral("test.v1"), QStringLiteral("test.v2")}};
        if (path == u"/long")
            return {.kind = Route::Found, .service = QStringLiteral("sink"), .messageBytes = 4096};
        if (path == u"/local")
            return local ? Route{Route::Found, QStringLiteral("sink")}
                         : Route{Route::LocalOnly, {}};
        if (path == u"/down")
            return {Route::Unavailable, {}};
        return {};
    }

    FrontDoor door;
    std::vector<std::unique_ptr<Client>> clients;

private:
    void adopt(ClientSocket *socket, const QString &service)
    {
        Client *client = clients.emplace_back(std::make_unique<Client>()).get();
        client->socket.reset(socket);
        client->echoes = service == u"echo";
        socket->start(*client);
    }
};

} // namespace Lanroom::Test
