// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/room_store.h"

#include "storage/statement.h"

namespace Lanroom::Chat::RoomStore {

using Storage::Connection;
using Storage::Statement;

Result<QString> databaseEpoch(Connection &db)
{
    Statement select(db, "SELECT value FROM meta WHERE key = 'epoch'");
    if (Result<void> done = select.run(); !done)
        return done.error();
    if (!select.next())
        return Error{ErrorCode::Storage, QStringLiteral("The database has no epoch")};
    return select.text(0);
}

Result<QList<RoomRecord>> all(Connection &db)
{
    Statement select(db, "SELECT id, name, title, epoch, hidden, password, creator_id, head"
                         " FROM rooms ORDER BY id");
    if (Result<void> done = select.run(); !done)
        return done.error();
    QList<RoomRecord> rooms;
    while (select.next()) {
        rooms.append({select.integer(0), select.text(1), select.text(2), select.text(3),
                      select.integer(4) != 0, select.text(5).toUtf8(), select.integer(6),
                      select.integer(7)});
    }
    if (Result<void> done = select.status(); !done)
        return done.error();
    return rooms;
}

Result<RoomRecord> create(Connection &db, const RoomRecord &room)
{
    Statement insert(db,
                     "INSERT INTO rooms (name, title, epoch, hidden, password, creator_id, head)"
                     " VALUES (?, ?, ?, ?, ?, ?, 0) RETURNING id");
    if (Result<void> done = insert.run(room.name, room.title, room.epoch, room.hidden,
                                       QString::fromUtf8(room.passwordHash), room.creator);
        !done)
        return done.error();
    if (!insert.next())
        return Error{ErrorCode::Storage, QStringLiteral("A new room has no number")};
    RoomRecord made = room;
    made.id = insert.integer(0);
    return made;
}

} // namespace Lanroom::Chat::RoomStore
