// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "chat/outlet.h"
#include "chat/rooms.h"
#include "chat/users.h"

#include <QtCore/qobject.h>
#include <QtCore/qset.h>
#include <QtCore/qtimer.h>

#include <deque>
#include <map>

namespace Lanroom::Chat {

/// Who is in which room. Users count, not connections: one has joined with the first connection and
/// left some time after the last, so that a page that reloads doesn't flicker. Tells the members
/// who came and went, and everybody (of a hidden room: its members) how many there are; both merged
/// over a moment, so that a crowd that comes at once costs a few messages.
///
/// A worker that replaced another starts quiet: it learns who is where from the clients that are
/// handed over, and start(), when that is complete, tells of every room whom it then holds: also of
/// the empty ones, since nobody here knows who was in them before.
/// Event-loop thread, owned by Hall.
class Presence : public QObject
{
    Q_OBJECT
public:
    Presence(const Limits &limits, const Clock &clock, Rooms &rooms, Outlet &outlet);

    /// From here on changes are told.
    void start();
    /// A connection of user came into room, or went from it.
    void enter(const Room &room, const User &user);
    void leave(const Room &room, const User &user);
    /// Who is heard in room next: if they came this moment, the members are told now, so that nobody
    /// reads the words of somebody who isn't there yet.
    void introduce(const Room &room, UserId user);
    /// What is told of room itself changed (it was made).
    void announce(const Room &room);

    /// Room is no more; nobody was in it.
    void forget(const Room &room);

    QList<Person> members(const Room &room) const;
    int count(const Room &room) const;
    /// False while people are still to come over from the predecessor: who is where is not known yet.
    bool isStarted() const { return m_started; }

private:
    struct Member
    {
        Person person;
        int connections = 0;
        qint64 leavesAtMs = 0; // without connections
    };
    struct Crowd
    {
        std::map<UserId, Member> members;
        QHash<UserId, Person> came; // since it was last told
        QHash<UserId, Person> went;
        bool countMoved = false;
    };
    struct Leaving
    {
        qint64 atMs;
        RoomId room;
        UserId user;
    };

    void touch(RoomId room);
    void letGo();
    void startLeaveTimer();
    void tell();
    void tellCrowd(const Room &room, Crowd &crowd);

    const Limits &m_limits;
    const Clock &m_clock;
    Rooms &m_rooms;
    Outlet &m_outlet;
    QHash<RoomId, Crowd> m_crowds;
    std::deque<Leaving> m_leaving; // in their order, since all wait equally long
    QSet<RoomId> m_touched;
    QTimer m_leaveTimer;
    QTimer m_tellTimer;
    bool m_started = false;
};

} // namespace Lanroom::Chat
