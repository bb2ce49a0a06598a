// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/history_desk.h"

#include "chat/answers.h"
#include "chat/message_store.h"

namespace Lanroom::Chat {

void HistoryDesk::history(Session &session, const Reply &reply, const HistoryRequest &request)
{
    Room *room = m_hall.rooms.findByName(request.room);
    if (!session.hears(room))
        return refuse(reply, Code::NotJoined);
    const MessageStore::Range range{request.after, request.before, request.limit,
                                    m_hall.limits.pageBytes};
    m_hall.database
        ->read([room = room->id, range](Connection &db) {
            return MessageStore::page(db, room, range);
        })
        .then([this, reply, room = room->shared_from_this()](Result<Page> &&page) {
            if (page)
                reply(historyAnswer(room->name, *page));
            else
                refuse(reply, m_hall.toRefusal(page.error()));
        });
}

} // namespace Lanroom::Chat
