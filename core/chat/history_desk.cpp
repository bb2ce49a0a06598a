// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/history_desk.h"

#include "chat/answers.h"
#include "chat/message_store.h"

namespace Lanroom::Chat {

void HistoryDesk::history(const Session &session, const QJsonValue &id,
                          const HistoryRequest &request)
{
    const ClientId client = session.client.id();
    Room *room = m_hall.rooms.findByName(request.room);
    if (!session.hears(room))
        return m_hall.refuse(client, id, Code::NotJoined);
    const MessageStore::Range range{request.after, request.before, request.limit,
                                    m_hall.limits.pageBytes};
    m_hall.database
        ->read([room = room->id, range](Connection &db) {
            return MessageStore::page(db, room, range);
        })
        .then([this, client, id, room](Result<Page> &&page) {
            if (page)
                m_hall.answer(client, historyAnswer(id, room->name, *page));
            else
                m_hall.refuse(client, id, m_hall.toRefusal(page.error()));
        });
}

} // namespace Lanroom::Chat
