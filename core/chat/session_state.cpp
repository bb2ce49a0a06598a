// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/session_state.h"

#include <QtCore/qjsonarray.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

namespace {

QJsonArray toArray(const QList<RoomId> &rooms)
{
    QJsonArray ids;
    for (const RoomId room : rooms)
        ids.append(room);
    return ids;
}

QList<RoomId> toRooms(const QJsonArray &ids)
{
    QList<RoomId> rooms;
    for (const QJsonValue &id : ids)
        rooms.append(id.toInteger());
    return rooms;
}

} // namespace

QJsonObject SessionState::toJson() const
{
    return {{"user"_L1, user},
            {"token"_L1, QString::fromLatin1(token)},
            {"rooms"_L1, toArray(rooms)},
            {"observed"_L1, toArray(observed)}};
}

std::optional<SessionState> SessionState::fromJson(const QJsonObject &object)
{
    SessionState state{object.value("user"_L1).toInteger(),
                       object.value("token"_L1).toString().toLatin1(),
                       toRooms(object.value("rooms"_L1).toArray()),
                       toRooms(object.value("observed"_L1).toArray())};
    if (state.user <= kOperator || state.token.isEmpty())
        return std::nullopt;
    return state;
}

} // namespace Lanroom::Chat
