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

bool Rooms::reserve(UserId user)
{
    if (int(m_rooms.size()) + m_makingInAll >= m_limits.rooms ||
        madeBy(user) + m_making.value(user) >= m_limits.roomsPerUser)
        return false;
    ++m_making[user];
    ++m_makingInAll;
    return true;
}

void Rooms::release(UserId user)
{
    const auto making = m_making.find(user);
    Q_ASSERT(making != m_making.end());
    if (--*making == 0)
        m_making.erase(making);
    --m_makingInAll;
}

int Rooms::madeBy(UserId user) const
{
    return int(std::count_if(m_rooms.cbegin(), m_rooms.cend(),
                             [user](const auto &room) { return room->creator == user; }));
}

} // namespace Lanroom::Chat
