// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/records.h"

#include <QtCore/qjsonobject.h>

#include <optional>

namespace Lanroom::Chat {

/// What the chat leaves with a client for its own successor: who it is and where. It is far below
/// the 4 KiB that a session holds, since the rooms of a client are few (limits.h). The token goes
/// along so that a hello whose answer was lost with the old process can be answered again; it never
/// leaves the server's own processes otherwise than to its client.
struct SessionState
{
    UserId user = kOperator;
    QByteArray token;
    QList<RoomId> rooms;
    QList<RoomId> observed;

    QJsonObject toJson() const;
    /// Nothing when object is not what toJson() makes.
    static std::optional<SessionState> fromJson(const QJsonObject &object);
};

} // namespace Lanroom::Chat
