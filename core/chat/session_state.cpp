// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/session_state.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcbormap.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

QByteArray SessionState::encode() const
{
    QCborArray ids;
    for (const RoomId room : rooms)
        ids.append(room);
    return QCborMap{{"user"_L1, user}, {"token"_L1, token}, {"rooms"_L1, ids}}
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
    SessionState state{map.value("user"_L1).toInteger(), map.value("token"_L1).toByteArray(), {}};
    if (state.user <= kOperator || state.token.isEmpty())
        return std::nullopt;
    const QCborArray ids = map.value("rooms"_L1).toArray();
    for (const QCborValue &id : ids)
        state.rooms.append(id.toInteger());
    return state;
}

} // namespace Lanroom::Chat
