// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/hall.h"

#include "chat/answers.h"
#include "chat/session_state.h"

namespace Lanroom::Chat {

void Hall::save(const Session &session)
{
    SessionState state{session.user->person.id, session.token, {}, {}};
    for (const Room *room : session.rooms)
        state.rooms.append(room->id);
    for (const Room *room : session.observed)
        state.observed.append(room->id);
    outlet.keep(session.client, state.toJson());
}

Refusal Hall::toRefusal(const Error &error) const
{
    return {error.code == ErrorCode::Busy ? Code::Busy : Code::Storage, limits.storageRetryMs};
}

QJsonArray Hall::roomEntries(const Session &session) const
{
    QJsonArray entries;
    for (const std::shared_ptr<Room> &room : rooms.all()) {
        const bool joined = session.isIn(room.get());
        if (!room->isGoing && (!room->hidden || joined))
            entries.append(roomEntry(*room, presence.count(*room), joined));
    }
    return entries;
}

} // namespace Lanroom::Chat
