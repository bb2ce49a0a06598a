// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/message_store.h"

#include <algorithm>
#include <limits>

namespace Lanroom::Chat::MessageStore {

namespace {

Result<Posted> findEarlier(Connection &db, RoomId room, const MessageRecord &message)
{
    const Result<Rows> rows = db.query("SELECT seq, ts_ms, reply_to, body FROM messages"
                                       " WHERE room_id = ? AND user_id = ? AND cmid = ?",
                                       room, message.user, message.cmid);
    if (!rows)
        return rows.error();
    if (rows->isEmpty())
        return Error{ErrorCode::NotFound, QStringLiteral("There is no such room")};
    const Rows::Row row = rows->first();
    const bool same = row.text(3) == message.body && row.optionalInteger(2) == message.replyTo;
    return Posted{same ? Posted::Outcome::Repeated : Posted::Outcome::Conflict, row.integer(0),
                  row.integer(1)};
}

/// Of a body in an answer: in UTF-8 a code unit becomes at most three bytes, and in JSON a control character six.
qsizetype mostBytes(const QString &body)
{
    const auto isControl = [](QChar unit) { return unit < QChar(u' '); };
    return 3 * (body.size() + std::count_if(body.cbegin(), body.cend(), isControl));
}

} // namespace

Result<Posted> post(Connection &db, RoomId room, const MessageRecord &message)
{
    const Result<Rows> inserted =
        db.query("INSERT INTO messages (room_id, seq, user_id, user_name, cmid, ts_ms,"
                 " reply_to, body)"
                 " SELECT id, head + 1, ?, ?, ?, ?, ?, ? FROM rooms WHERE id = ?"
                 " ON CONFLICT (room_id, user_id, cmid) DO NOTHING RETURNING seq",
                 message.user, message.userName, message.cmid, message.tsMs, message.replyTo,
                 message.body, room);
    if (!inserted)
        return inserted.error();
    if (inserted->isEmpty())
        return findEarlier(db, room, message);
    const qint64 seq = inserted->first().integer(0);
    if (Result<void> done = db.execute("UPDATE rooms SET head = ? WHERE id = ?", seq, room); !done)
        return done.error();
    return Posted{Posted::Outcome::New, seq, message.tsMs};
}

Result<Page> page(Connection &db, RoomId room, const Range &range)
{
    // The nearest first, and one more than asked for, to know whether there are more.
    const Sql forward("SELECT seq, user_id, user_name, cmid, ts_ms, reply_to, body FROM messages"
                      " WHERE room_id = ? AND seq > ? ORDER BY seq LIMIT ?");
    const Sql backward("SELECT seq, user_id, user_name, cmid, ts_ms, reply_to, body FROM messages"
                       " WHERE room_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?");
    const qint64 edge =
        range.after ? *range.after : range.before.value_or(std::numeric_limits<qint64>::max());
    const Result<Rows> rows =
        db.query(range.after ? forward : backward, room, edge, range.limit + 1);
    if (!rows)
        return rows.error();
    Page page;
    qsizetype bytes = 0;
    for (const Rows::Row row : *rows) {
        if (page.messages.size() == range.limit || bytes >= range.bytes) {
            page.more = true;
            break;
        }
        page.messages.append({row.integer(0), row.integer(1), row.text(2), row.bytes(3),
                              row.integer(4), row.optionalInteger(5), row.text(6)});
        bytes += mostBytes(page.messages.constLast().body);
    }
    if (!range.after)
        std::reverse(page.messages.begin(), page.messages.end());
    return page;
}

} // namespace Lanroom::Chat::MessageStore
