// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/session_state.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcbormap.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

namespace {

QCborArray toArray(const QList<RoomId> &rooms)
{
    QCborArray ids;
    for (const RoomId room : rooms)
        ids.append(room);
    return ids;
}

QList<RoomId> toRooms(const QCborArray &ids)
{
    QList<RoomId> rooms;
    for (const QCborValue &id : ids)
        rooms.append(id.toInteger());
    return rooms;
}

} // namespace

QByteArray SessionState::encode() const
{
    return QCborMap{{"user"_L1, user},
                    {"token"_L1, token},
                    {"rooms"_L1, toArray(rooms)},
                    {"observed"_L1, toArray(observed)}}
        .toCborValue()
        .toCbor();
}

std::optional<SessionState> SessionState::decode(const QByteArray &bytes)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(bytes, &error);
    if (error.error != QCborError::NoError || !value.isMap())
        return std::nullopt;
    const QCborMap map = value.toMap();
    SessionState state{map.value("user"_L1).toInteger(), map.value("token"_L1).toByteArray(),
                       toRooms(map.value("rooms"_L1).toArray()),
                       toRooms(map.value("observed"_L1).toArray())};
    if (state.user <= kOperator || state.token.isEmpty())
        return std::nullopt;
    return state;
}

} // namespace Lanroom::Chat
