// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/limits.h"
#include "chat/records.h"

#include <QtCore/qhash.h>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace Lanroom::Chat {

/// A room, as the event loop knows it. head is that of the last published message, so whoever is
/// told it has been sent everything up to it.
struct Room : RoomRecord, std::enable_shared_from_this<Room>
{
    explicit Room(const RoomRecord &record) : RoomRecord(record), topic(record.name.toUtf8()) {}

    bool isLocked() const { return !passwordHash.isEmpty(); }

    static constexpr qint64 kFirst = 1; // the oldest message kept: all are
    const QByteArray topic;

    int observers = 0;    // connections that look on
    qint64 usedMs = 0;    // monotonic: made, joined or left by the last; 0: not since the process began
    bool isGoing = false; // it makes place for one that is being made, and exists only if that fails
};

/// All rooms. Where there are too many, one that nobody needs makes place: it has no message, nobody in it
/// and nobody who looks on, and no job under way. A Room stays where it is as long as it is needed, and as
/// somebody holds it: whoever has it with a job keeps shared_from_this(). Event-loop thread, owned by Hall.
class Rooms
{
public:
    explicit Rooms(const Limits &limits) : m_limits(limits) {}

    Room &add(const RoomRecord &record);
    Room *find(RoomId id) const { return unlessGoing(m_byId.value(id)); }
    /// By what a client calls it: its canonical name or another spelling of that.
    Room *findByName(const QString &name) const;
    /// How an answer spells the room that a request named: canonical, if that is possible, and the
    /// same whether the room exists or not, since a hidden one must not be told from none.
    QString told(const QString &name) const;
    /// By what the operator calls it: also its title, if no other room shares that.
    Room *findForOperator(const QString &nameOrTitle) const;

    /// In the order in which they were made.
    const std::vector<std::shared_ptr<Room>> &all() const { return m_rooms; }

    /// A place kept for a room that a user is making.
    struct Place
    {
        UserId user;
        std::shared_ptr<Room> instead; ///< the room that goes for it; null where there was place
    };
    /// Until the room has been added, or will not be, each reserve() has its release(), which brings back
    /// the room that was to go. Nothing, and nothing kept: there are too many, all needed, or too many of
    /// user's. isDeserted says of a room that nobody is in it.
    std::optional<Place> reserve(UserId user, const std::function<bool(const Room &)> &isDeserted);
    void release(const Place &place);
    /// For good.
    void remove(const std::shared_ptr<Room> &room);

private:
    static Room *unlessGoing(Room *room) { return room && !room->isGoing ? room : nullptr; }
    int madeBy(UserId user) const;
    std::shared_ptr<Room> unneeded(const std::function<bool(const Room &)> &isDeserted) const;

    const Limits &m_limits;
    std::vector<std::shared_ptr<Room>> m_rooms;
    QHash<RoomId, Room *> m_byId;
    QHash<QString, Room *> m_byName;
    QHash<UserId, int> m_making; // places reserved, by those who are making something
    int m_makingInAll = 0;
    int m_going = 0;
};

} // namespace Lanroom::Chat
