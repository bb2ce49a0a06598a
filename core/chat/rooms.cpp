// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/rooms.h"

#include "chat/names.h"

#include <algorithm>

namespace Lanroom::Chat {

Room &Rooms::add(const RoomRecord &record)
{
    m_rooms.push_back(std::make_shared<Room>(record));
    Room &room = *m_rooms.back();
    m_byId.insert(room.id, &room);
    m_byName.insert(room.name, &room);
    return room;
}

Room *Rooms::findByName(const QString &name) const
{
    if (Room *room = m_byName.value(name))
        return unlessGoing(room);
    return unlessGoing(m_byName.value(parseRoomName(name, m_limits)));
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
    for (const std::shared_ptr<Room> &room : m_rooms) {
        if (room->title == nameOrTitle && !room->isGoing) {
            if (found)
                return nullptr;
            found = room.get();
        }
    }
    return found;
}

std::optional<Rooms::Place> Rooms::reserve(UserId user,
                                           const std::function<bool(const Room &)> &isDeserted)
{
    if (madeBy(user) + m_making.value(user) >= m_limits.roomsPerUser)
        return std::nullopt;
    Place place{user, nullptr};
    if (int(m_rooms.size()) - m_going + m_makingInAll >= m_limits.rooms) {
        place.instead = unneeded(isDeserted);
        if (!place.instead)
            return std::nullopt;
        place.instead->isGoing = true;
        ++m_going;
    }
    ++m_making[user];
    ++m_makingInAll;
    return place;
}

void Rooms::release(const Place &place)
{
    const auto making = m_making.find(place.user);
    Q_ASSERT(making != m_making.end());
    if (--*making == 0)
        m_making.erase(making);
    --m_makingInAll;
    if (place.instead) {
        place.instead->isGoing = false;
        --m_going;
    }
}

void Rooms::remove(const std::shared_ptr<Room> &room)
{
    m_byId.remove(room->id);
    // One of its name may have been made as soon as it was going.
    if (m_byName.value(room->name) == room.get())
        m_byName.remove(room->name);
    m_rooms.erase(std::find(m_rooms.cbegin(), m_rooms.cend(), room));
}

int Rooms::madeBy(UserId user) const
{
    return int(std::count_if(m_rooms.cbegin(), m_rooms.cend(), [user](const auto &room) {
        return room->creator == user && !room->isGoing;
    }));
}

/// The one unused longest; of those unused since the process began, the oldest. The operator's stay.
std::shared_ptr<Room> Rooms::unneeded(const std::function<bool(const Room &)> &isDeserted) const
{
    std::shared_ptr<Room> found;
    for (const std::shared_ptr<Room> &room : m_rooms) {
        const bool isHeld = room.use_count() > 1;
        if (room->head > 0 || room->creator == kOperator || room->isGoing || room->observers > 0 || isHeld)
            continue;
        if ((!found || room->usedMs < found->usedMs) && isDeserted(*room))
            found = room;
    }
    return found;
}

} // namespace Lanroom::Chat
