// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/user_store.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Chat::UserStore {

static UserRecord readUser(const Rows::Row &row)
{
    return {row.integer(0), row.text(1), row.text(2), row.text(3), row.boolean(4), row.integer(5)};
}

static Result<void> addToken(Connection &db, UserId user, const QByteArray &hash)
{
    return db.execute("INSERT INTO tokens (hash, user_id) VALUES (?, ?)", hash, user);
}

Result<UserRecord> create(Connection &db, const QString &name, const QString &origin,
                          const QByteArray &tokenHash, qint64 nowMs)
{
    const Result<Rows> inserted = db.query("INSERT INTO users (name, role, origin, online, seen_ms)"
                                           " VALUES (?, 'guest', ?, 1, ?)"
                                           " RETURNING id, name, role, origin, online, seen_ms",
                                           name, origin, nowMs);
    if (!inserted)
        return inserted.error();
    if (inserted->isEmpty())
        return Error{ErrorCode::Storage, u"A new user has no number"_s};
    const UserRecord user = readUser(inserted->first());
    if (Result<void> done = addToken(db, user.id, tokenHash); !done)
        return done.error();
    return user;
}

Result<std::optional<UserRecord>> comeBack(Connection &db, const QByteArray &tokenHash,
                                           qint64 nowMs)
{
    const Result<Rows> updated = db.query("UPDATE users SET online = 1, seen_ms = ?"
                                          " WHERE id = (SELECT user_id FROM tokens WHERE hash = ?)"
                                          " RETURNING id, name, role, origin, online, seen_ms",
                                          nowMs, tokenHash);
    if (!updated)
        return updated.error();
    if (updated->isEmpty())
        return std::optional<UserRecord>();
    return std::optional(readUser(updated->first()));
}

Result<void> replaceToken(Connection &db, UserId user, const QByteArray &tokenHash, qint64 nowMs)
{
    if (Result<void> done = db.execute("DELETE FROM tokens WHERE user_id = ?", user); !done)
        return done;
    if (Result<void> done = setOnline(db, {user}, true, nowMs); !done)
        return done;
    return addToken(db, user, tokenHash);
}

Result<void> rename(Connection &db, UserId user, const QString &name)
{
    return db.execute("UPDATE users SET name = ? WHERE id = ?", name, user);
}

Result<void> setOnline(Connection &db, const QList<UserId> &users, bool online, qint64 nowMs)
{
    for (const UserId user : users) {
        // Who had gone before was seen last when that happened, and not when it is said again.
        Result<void> done =
            online
                ? db.execute("UPDATE users SET online = 1, seen_ms = ? WHERE id = ?", nowMs, user)
                : db.execute("UPDATE users SET online = 0, seen_ms = ?"
                             " WHERE id = ? AND online = 1",
                             nowMs, user);
        if (!done)
            return done;
    }
    return {};
}

Result<void> remove(Connection &db, UserId user)
{
    return db.execute("DELETE FROM users WHERE id = ?", user);
}

Result<QList<UserRecord>> inUse(Connection &db, qint64 sinceMs)
{
    const Result<Rows> rows = db.query("SELECT id, name, role, origin, online, seen_ms FROM users"
                                       " WHERE online = 1 OR (online = 0 AND seen_ms > ?)"
                                       " ORDER BY online DESC, seen_ms DESC",
                                       sinceMs);
    if (!rows)
        return rows.error();
    QList<UserRecord> users;
    for (const Rows::Row row : *rows)
        users.append(readUser(row));
    return users;
}

Result<void> sweep(Connection &db, const Limits &limits, qint64 nowMs)
{
    if (Result<void> done = db.execute("DELETE FROM users WHERE role = 'guest' AND online = 0"
                                       " AND seen_ms < ?",
                                       nowMs - limits.guestKeptMs);
        !done)
        return done;
    return db.execute("DELETE FROM users WHERE id IN (SELECT id FROM users WHERE role = 'guest'"
                      " AND online = 0 ORDER BY seen_ms DESC LIMIT -1 OFFSET ?)",
                      limits.users);
}

} // namespace Lanroom::Chat::UserStore
