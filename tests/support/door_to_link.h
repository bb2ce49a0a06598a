// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/front_door.h"
#include "gateway/service_link.h"
#include "support/web_socket_bytes.h"

namespace Lanroom::Test {

/// A gateway's front door, all of whose paths lead to one service's link, and clients on real sockets.
/// The test's program brings a page at :/door.
class DoorToLink
{
public:
    explicit DoorToLink(const HoldLimits &limits = {})
        : m_door({7, 42}, {}, Site(QStringLiteral(":/door"), HostRules({QStringLiteral("box")}, {}), [](const QString &, bool) {
                     return Route{.kind = Route::Found, .service = QStringLiteral("it")};
                 })),
          link(7, 42, limits)
    {
        QObject::connect(&m_door, &FrontDoor::upgraded, &link, [this](ClientSocket *client, const QString &) {
            link.adopt(std::unique_ptr<ClientSocket>(client));
        });
    }

    bool open() { return m_door.open(-1, QStringLiteral("localhost"), 0).ok(); }

    /// Null when it isn't let in.
    std::unique_ptr<RawClient> come(const QByteArray &withTheHandshake = {})
    {
        auto client = std::make_unique<RawClient>(m_door.port());
        client->send(upgradeTo("/it") + withTheHandshake);
        return client->answer(true).status == 101 ? std::move(client) : nullptr;
    }

private:
    FrontDoor m_door;

public:
    ServiceLink link;
};

} // namespace Lanroom::Test
