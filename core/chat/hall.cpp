// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/hall.h"

#include "chat/answers.h"

namespace Lanroom::Chat {

void Hall::answer(ClientId client, const QByteArray &text)
{
    if (Session *session = sessions.find(client))
        session->client.send(text);
}

void Hall::refuse(ClientId client, const QJsonValue &id, const Refusal &refusal)
{
    answer(client, errorAnswer(id, refusal));
}

Refusal Hall::toRefusal(const Error &error) const
{
    return {error.code == ErrorCode::Busy ? Code::Busy : Code::Storage, limits.storageRetryMs};
}

QJsonArray Hall::roomEntries(const Session &session) const
{
    QJsonArray entries;
    for (const std::unique_ptr<Room> &room : rooms.all()) {
        const bool joined = session.isIn(room.get());
        if (!room->hidden || joined)
            entries.append(roomEntry(*room, presence.count(*room), joined));
    }
    return entries;
}

} // namespace Lanroom::Chat
