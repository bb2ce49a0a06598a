// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "chat/limits.h"
#include "chat/records.h"

#include <lanroom/connection.h>

// People and their tokens in the database: parts of jobs, on its threads. Times are wall clock.
namespace Lanroom::Chat::UserStore {

/// A new guest, online, with a token of this hash.
Result<UserRecord> create(Connection &db, const QString &name, const QString &origin,
                          const QByteArray &tokenHash, qint64 nowMs);
/// Whom the token belongs to, who is marked online; nothing when it is unknown.
Result<std::optional<UserRecord>> comeBack(Connection &db, const QByteArray &tokenHash,
                                           qint64 nowMs);
/// The user's only token from now on is one of this hash; marks the user online.
Result<void> replaceToken(Connection &db, UserId user, const QByteArray &tokenHash, qint64 nowMs);
Result<void> rename(Connection &db, UserId user, const QString &name);
Result<void> setOnline(Connection &db, const QList<UserId> &users, bool online, qint64 nowMs);
Result<void> remove(Connection &db, UserId user);

/// Those who are marked online, or were seen since.
Result<QList<UserRecord>> inUse(Connection &db, qint64 sinceMs);
/// Forgets the guests who were away for too long, and those above the number of rows kept.
Result<void> sweep(Connection &db, const Limits &limits, qint64 nowMs);

} // namespace Lanroom::Chat::UserStore
