// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/user_store.h"

#include "storage/statement.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Chat::UserStore {

using Storage::Connection;
using Storage::Statement;

static UserRecord readUser(const Statement &row)
{
    return {row.integer(0), row.text(1),         row.text(2),
            row.text(3),    row.integer(4) != 0, row.integer(5)};
}

static Result<void> addToken(Connection &db, UserId user, const QByteArray &hash)
{
    return Statement(db, "INSERT INTO tokens (hash, user_id) VALUES (?, ?)").run(hash, user);
}

Result<UserRecord> create(Connection &db, const QString &name, const QString &origin,
                          const QByteArray &tokenHash, qint64 nowMs)
{
    Statement insert(db, "INSERT INTO users (name, role, origin, online, seen_ms)"
                         " VALUES (?, 'guest', ?, 1, ?)"
                         " RETURNING id, name, role, origin, online, seen_ms");
    if (Result<void> done = insert.run(name, origin, nowMs); !done)
        return done.error();
    if (!insert.next())
        return Error{ErrorCode::Storage, u"A new user has no number"_s};
    const UserRecord user = readUser(insert);
    if (Result<void> done = addToken(db, user.id, tokenHash); !done)
        return done.error();
    return user;
}

Result<std::optional<UserRecord>> comeBack(Connection &db, const QByteArray &tokenHash,
                                           qint64 nowMs)
{
    Statement update(db, "UPDATE users SET online = 1, seen_ms = ?"
                         " WHERE id = (SELECT user_id FROM tokens WHERE hash = ?)"
                         " RETURNING id, name, role, origin, online, seen_ms");
    if (Result<void> done = update.run(nowMs, tokenHash); !done)
        return done.error();
    if (!update.next())
        return std::optional<UserRecord>();
    return std::optional(readUser(update));
}

Result<void> replaceToken(Connection &db, UserId user, const QByteArray &tokenHash, qint64 nowMs)
{
    if (Result<void> done = Statement(db, "DELETE FROM tokens WHERE user_id = ?").run(user); !done)
        return done;
    if (Result<void> done = setOnline(db, {user}, true, nowMs); !done)
        return done;
    return addToken(db, user, tokenHash);
}

Result<void> rename(Connection &db, UserId user, const QString &name)
{
    return Statement(db, "UPDATE users SET name = ? WHERE id = ?").run(name, user);
}

Result<void> setOnline(Connection &db, const QList<UserId> &users, bool online, qint64 nowMs)
{
    for (const UserId user : users) {
        if (Result<void> done =
                Statement(db, "UPDATE users SET online = ?, seen_ms = ? WHERE id = ?")
                    .run(online, nowMs, user);
            !done)
            return done;
    }
    return {};
}

Result<void> remove(Connection &db, UserId user)
{
    return Statement(db, "DELETE FROM users WHERE id = ?").run(user);
}

Result<QList<UserRecord>> inUse(Connection &db, qint64 sinceMs)
{
    Statement select(db, "SELECT id, name, role, origin, online, seen_ms FROM users"
                         " WHERE online = 1 OR (online = 0 AND seen_ms > ?)");
    if (Result<void> done = select.run(sinceMs); !done)
        return done.error();
    QList<UserRecord> users;
    while (select.next())
        users.append(readUser(select));
    if (Result<void> done = select.status(); !done)
        return done.error();
    return users;
}

Result<void> sweep(Connection &db, const Limits &limits, qint64 nowMs)
{
    if (Result<void> done = Statement(db, "DELETE FROM users WHERE role = 'guest' AND online = 0"
                                          " AND seen_ms < ?")
                                .run(nowMs - limits.guestKeptMs);
        !done)
        return done;
    return Statement(db, "DELETE FROM users WHERE id IN (SELECT id FROM users WHERE role = 'guest'"
                         " AND online = 0 ORDER BY seen_ms DESC LIMIT -1 OFFSET ?)")
        .run(limits.users);
}

} // namespace Lanroom::Chat::UserStore
