// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/limits.h"
#include "chat/records.h"

#include <QtCore/qhash.h>

#include <memory>
#include <vector>

namespace Lanroom::Chat {

/// A room, as the event loop knows it. head is that of the last published message, so whoever is
/// told it has been sent everything up to it.
struct Room : RoomRecord
{
    explicit Room(const RoomRecord &record) : RoomRecord(record), topic(record.name.toUtf8()) {}

    bool isLocked() const { return !passwordHash.isEmpty(); }

    static constexpr qint64 kFirst = 1; // the oldest message kept: all are
    const QByteArray topic;
};

/// All rooms. Event-loop thread, owned by Hall; a Room stays where it is for good.
class Rooms
{
public:
    explicit Rooms(const Limits &limits) : m_limits(limits) {}

    Room &add(const RoomRecord &record);
    Room *find(RoomId id) const { return m_byId.value(id); }
    /// By what a client calls it: its canonical name or another spelling of that.
    Room *findByName(const QString &name) const;
    /// How an answer spells the room that a request named: canonical, if that is possible, and the
    /// same whether the room exists or not, since a hidden one must not be told from none.
    QString told(const QString &name) const;
    /// By what the operator calls it: also its title, if no other room shares that.
    Room *findForOperator(const QString &nameOrTitle) const;

    /// In the order in which they were made.
    const std::vector<std::unique_ptr<Room>> &all() const { return m_rooms; }
    /// Keeps a place for a room that user is making: until it has been added, or will not be, each
    /// reserve() has its release(). False, and nothing kept: there are too many, or too many of
    /// user's.
    bool reserve(UserId user);
    void release(UserId user);

private:
    int madeBy(UserId user) const;

    const Limits &m_limits;
    std::vector<std::unique_ptr<Room>> m_rooms;
    QHash<RoomId, Room *> m_byId;
    QHash<QString, Room *> m_byName;
    QHash<UserId, int> m_making; // places reserved, by those who are making something
    int m_makingInAll = 0;
};

} // namespace Lanroom::Chat
