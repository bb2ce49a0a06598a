// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/message_store.h"

#include "storage/statement.h"

#include <algorithm>
#include <limits>

namespace Lanroom::Chat::MessageStore {

using Storage::Connection;
using Storage::Statement;

namespace {

std::optional<qint64> optionalInteger(const Statement &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(row.integer(column));
}

Result<Posted> findEarlier(Connection &db, RoomId room, const MessageRecord &message)
{
    Statement select(db, "SELECT seq, ts_ms, reply_to, body FROM messages"
                         " WHERE room_id = ? AND user_id = ? AND cmid = ?");
    if (Result<void> done = select.run(room, message.user, message.cmid); !done)
        return done.error();
    if (!select.next())
        return Error{ErrorCode::NotFound, QStringLiteral("There is no such room")};
    const bool same =
        select.text(3) == message.body && optionalInteger(select, 2) == message.replyTo;
    return Posted{same ? Posted::Outcome::Repeated : Posted::Outcome::Conflict, select.integer(0),
                  select.integer(1)};
}

} // namespace

Result<Posted> post(Connection &db, RoomId room, const MessageRecord &message)
{
    Statement insert(db, "INSERT INTO messages (room_id, seq, user_id, user_name, cmid, ts_ms,"
                         " reply_to, body)"
                         " SELECT id, head + 1, ?, ?, ?, ?, ?, ? FROM rooms WHERE id = ?"
                         " ON CONFLICT (room_id, user_id, cmid) DO NOTHING RETURNING seq");
    if (Result<void> done = insert.run(message.user, message.userName, message.cmid, message.tsMs,
                                       message.replyTo, message.body, room);
        !done)
        return done.error();
    if (!insert.next())
        return findEarlier(db, room, message);
    const qint64 seq = insert.integer(0);
    Statement update(db, "UPDATE rooms SET head = ? WHERE id = ?");
    if (Result<void> done = update.run(seq, room); !done)
        return done.error();
    return Posted{Posted::Outcome::New, seq, message.tsMs};
}

Result<Page> page(Connection &db, RoomId room, const Range &range)
{
    // The nearest first, and one more than asked for, to know whether there are more.
    Statement forward(db,
                      "SELECT seq, user_id, user_name, cmid, ts_ms, reply_to, body FROM messages"
                      " WHERE room_id = ? AND seq > ? ORDER BY seq LIMIT ?");
    Statement backward(db,
                       "SELECT seq, user_id, user_name, cmid, ts_ms, reply_to, body FROM messages"
                       " WHERE room_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?");
    Statement &select = range.after ? forward : backward;
    const qint64 edge =
        range.after ? *range.after : range.before.value_or(std::numeric_limits<qint64>::max());
    if (Result<void> done = select.run(room, edge, range.limit + 1); !done)
        return done.error();
    Page page;
    qsizetype bytes = 0;
    while (!page.more && select.next()) {
        if (page.messages.size() == range.limit || bytes >= range.bytes) {
            page.more = true;
        } else {
            page.messages.append({select.integer(0), select.integer(1), select.text(2),
                                  select.bytes(3), select.integer(4), optionalInteger(select, 5),
                                  select.text(6)});
            // In UTF-8 a code unit becomes at most three bytes.
            bytes += 3 * page.messages.constLast().body.size();
        }
    }
    if (Result<void> done = select.status(); !done)
        return done.error();
    if (!range.after)
        std::reverse(page.messages.begin(), page.messages.end());
    return page;
}

} // namespace Lanroom::Chat::MessageStore
