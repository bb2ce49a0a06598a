// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "chat/limits.h"
#include "chat/records.h"
#include "storage/connection.h"

// People and their tokens in the database: parts of jobs, on its threads. Times are wall clock.
namespace Lanroom::Chat::UserStore {

/// A new guest, online, with a token of this hash.
Result<UserRecord> create(Storage::Connection &db, const QString &name, const QString &origin,
                          const QByteArray &tokenHash, qint64 nowMs);
/// Whom the token belongs to, who is marked online; nothing when it is unknown.
Result<std::optional<UserRecord>> comeBack(Storage::Connection &db, const QByteArray &tokenHash,
                                           qint64 nowMs);
/// The user's only token from now on is one of this hash; marks the user online.
Result<void> replaceToken(Storage::Connection &db, UserId user, const QByteArray &tokenHash,
                          qint64 nowMs);
Result<void> rename(Storage::Connection &db, UserId user, const QString &name);
Result<void> setOnline(Storage::Connection &db, const QList<UserId> &users, bool online,
                       qint64 nowMs);
Result<void> remove(Storage::Connection &db, UserId user);

/// Those who are marked online, or were seen since.
Result<QList<UserRecord>> inUse(Storage::Connection &db, qint64 sinceMs);
/// Forgets the guests who were away for too long, and those above the number of rows kept.
Result<void> sweep(Storage::Connection &db, const Limits &limits, qint64 nowMs);

} // namespace Lanroom::Chat::UserStore
