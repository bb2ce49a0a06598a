// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/rooms.h"

#include "chat/names.h"

#include <algorithm>

namespace Lanroom::Chat {

Room &Rooms::add(const RoomRecord &record)
{
    m_rooms.push_back(std::make_unique<Room>(record));
    Room &room = *m_rooms.back();
    m_byId.insert(room.id, &room);
    m_byName.insert(room.name, &room);
    return room;
}

Room *Rooms::findByName(const QString &name) const
{
    if (Room *room = m_byName.value(name))
        return room;
    return m_byName.value(parseRoomName(name, m_limits));
}

QString Rooms::told(const QString &name) const
{
    const QString canonical = parseRoomName(name, m_limits);
    return canonical.isEmpty() ? name : canonical;
}

Room *Rooms::findForOperator(const QString &nameOrTitle) const
{
    if (Room *room = findByName(nameOrTitle))
        return room;
    Room *found = nullptr;
    for (const std::unique_ptr<Room> &room : m_rooms) {
        if (room->title == nameOrTitle) {
            if (found)
                return nullptr;
            found = room.get();
        }
    }
    return found;
}

int Rooms::madeBy(UserId user) const
{
    return int(std::count_if(m_rooms.cbegin(), m_rooms.cend(),
                             [user](const auto &room) { return room->creator == user; }));
}

} // namespace Lanroom::Chat
