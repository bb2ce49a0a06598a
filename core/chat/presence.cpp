// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/presence.h"

#include "chat/answers.h"

namespace Lanroom::Chat {

Presence::Presence(const Limits &limits, const Clock &clock, Rooms &rooms, Outlet &outlet)
    : m_limits(limits), m_clock(clock), m_rooms(rooms), m_outlet(outlet)
{
    m_leaveTimer.setSingleShot(true);
    connect(&m_leaveTimer, &QTimer::timeout, this, &Presence::letGo);
    m_tellTimer.setSingleShot(true);
    connect(&m_tellTimer, &QTimer::timeout, this, &Presence::tell);
}

void Presence::start()
{
    m_started = true;
    m_tellTimer.stop();
    m_touched.clear();
    for (Crowd &crowd : m_crowds) {
        crowd.came.clear();
        crowd.went.clear();
        crowd.countMoved = false;
    }
    for (const std::shared_ptr<Room> &room : m_rooms.all()) {
        // Nobody can say who went while there was no service: so the whole list, once.
        m_outlet.publish(room->topic, presenceNowMessage(*room, members(*room)));
        m_outlet.publish(room->hidden ? room->topic : QByteArray(Outlet::kEverybody),
                         roomMessage(*room, count(*room)));
    }
}

void Presence::enter(const Room &room, const User &user)
{
    Crowd &crowd = m_crowds[room.id];
    const auto [place, isNew] = crowd.members.try_emplace(user.person.id, Member{user.person});
    ++place->second.connections;
    if (!isNew)
        return;
    if (!crowd.went.remove(user.person.id))
        crowd.came.insert(user.person.id, user.person);
    crowd.countMoved = true;
    touch(room.id);
}

void Presence::leave(const Room &room, const User &user)
{
    const auto crowd = m_crowds.find(room.id);
    Q_ASSERT(crowd != m_crowds.end());
    Member &member = crowd->members.at(user.person.id);
    if (--member.connections > 0)
        return;
    member.leavesAtMs = m_clock.monotonicMs() + m_limits.leftMs;
    m_leaving.push_back({member.leavesAtMs, room.id, user.person.id});
    if (!m_leaveTimer.isActive())
        startLeaveTimer();
}

void Presence::introduce(const Room &room, UserId user)
{
    const auto crowd = m_crowds.find(room.id);
    if (m_started && crowd != m_crowds.end() && crowd->came.contains(user))
        tellCrowd(room, *crowd);
}

void Presence::announce(const Room &room)
{
    m_crowds[room.id].countMoved = true;
    touch(room.id);
}

QList<Person> Presence::members(const Room &room) const
{
    QList<Person> people;
    if (const auto crowd = m_crowds.constFind(room.id); crowd != m_crowds.cend()) {
        for (const auto &[id, member] : crowd->members)
            people.append(member.person);
    }
    return people;
}

int Presence::count(const Room &room) const
{
    const auto crowd = m_crowds.constFind(room.id);
    return crowd == m_crowds.cend() ? 0 : int(crowd->members.size());
}

void Presence::forget(const Room &room)
{
    Q_ASSERT(count(room) == 0);
    m_crowds.remove(room.id);
    m_touched.remove(room.id);
}

void Presence::touch(RoomId room)
{
    m_touched.insert(room);
    if (m_started && !m_tellTimer.isActive())
        m_tellTimer.start(m_limits.gatherMs);
}

void Presence::letGo()
{
    const qint64 now = m_clock.monotonicMs();
    while (!m_leaving.empty() && m_leaving.front().atMs <= now) {
        const Leaving leaving = m_leaving.front();
        m_leaving.pop_front();
        Crowd &crowd = m_crowds[leaving.room];
        const auto member = crowd.members.find(leaving.user);
        // Back again meanwhile, or gone again since and due later?
        if (member == crowd.members.end() || member->second.connections > 0 ||
            member->second.leavesAtMs != leaving.atMs)
            continue;
        if (!crowd.came.remove(leaving.user))
            crowd.went.insert(leaving.user, member->second.person);
        crowd.members.erase(member);
        if (Room *room = m_rooms.find(leaving.room))
            room->usedMs = now;
        crowd.countMoved = true;
        touch(leaving.room);
    }
    startLeaveTimer();
}

void Presence::startLeaveTimer()
{
    if (!m_leaving.empty())
        m_leaveTimer.start(int(qMax<qint64>(0, m_leaving.front().atMs - m_clock.monotonicMs())));
}

void Presence::tell()
{
    const QSet<RoomId> touched = std::exchange(m_touched, {});
    for (const RoomId id : touched) {
        if (const Room *room = m_rooms.find(id)) // and not one that is just making place for another
            tellCrowd(*room, m_crowds[id]);
    }
}

void Presence::tellCrowd(const Room &room, Crowd &crowd)
{
    const QList<Person> came = std::exchange(crowd.came, {}).values();
    const QList<Person> went = std::exchange(crowd.went, {}).values();
    if (!came.isEmpty() || !went.isEmpty())
        m_outlet.publish(room.topic, presenceMessage(room, came, went, count(room)));
    if (std::exchange(crowd.countMoved, false))
        m_outlet.publish(room.hidden ? room.topic : QByteArray(Outlet::kEverybody),
                         roomMessage(room, count(room)));
}

} // namespace Lanroom::Chat
