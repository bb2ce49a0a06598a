// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/room_store.h"

namespace Lanroom::Chat::RoomStore {

Result<QString> databaseEpoch(Connection &db)
{
    const Result<Rows> rows = db.query("SELECT value FROM meta WHERE key = 'epoch'");
    if (!rows)
        return rows.error();
    if (rows->isEmpty())
        return Error{ErrorCode::Storage, QStringLiteral("The database has no epoch")};
    return rows->first().text(0);
}

Result<QList<RoomRecord>> all(Connection &db)
{
    const Result<Rows> rows = db.query("SELECT id, name, title, epoch, hidden, password,"
                                       " creator_id, head FROM rooms ORDER BY id");
    if (!rows)
        return rows.error();
    QList<RoomRecord> rooms;
    for (const Rows::Row row : *rows) {
        rooms.append({row.integer(0), row.text(1), row.text(2), row.text(3), row.boolean(4),
                      row.text(5).toUtf8(), row.integer(6), row.integer(7)});
    }
    return rooms;
}

Result<RoomRecord> create(Connection &db, const RoomRecord &room)
{
    const Result<Rows> inserted =
        db.query("INSERT INTO rooms (name, title, epoch, hidden, password, creator_id, head)"
                 " VALUES (?, ?, ?, ?, ?, ?, 0) RETURNING id",
                 room.name, room.title, room.epoch, room.hidden,
                 QString::fromUtf8(room.passwordHash), room.creator);
    if (!inserted)
        return inserted.error();
    if (inserted->isEmpty())
        return Error{ErrorCode::Storage, QStringLiteral("A new room has no number")};
    RoomRecord made = room;
    made.id = inserted->first().integer(0);
    return made;
}

Result<void> remove(Connection &db, RoomId room)
{
    const Result<Rows> removed = db.query("DELETE FROM rooms WHERE id = ? AND head = 0", room);
    if (!removed)
        return removed.error();
    if (removed->changes() == 0)
        return Error{ErrorCode::Busy, QStringLiteral("Somebody has written into the room")};
    return {};
}

} // namespace Lanroom::Chat::RoomStore
