// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/database_handle.h>

namespace Lanroom {

/// How a database is opened.
struct DatabaseOptions
{
    QString folder = {};     ///< where a relative SQLite file lies: the service's dataDir()
    QString migrations = {}; ///< folder of NNN_name.sql, in a .qrc for example; empty: none
    int waitMs = 30'000;     ///< for a predecessor to let go, or for PostgreSQL to be there
    int maxWrites = 4096;    ///< under way, those read in order among them; more are Busy
    int maxReads = 1024;     ///< under way; more are Busy
};

/// A service's own database: opens it, and closes it with its end. What can be done with it is
/// DatabaseHandle's; threads that may outlive this object are given a copy of that.
///
///   // In start(), for a member of a service: before it there is no dataDir().
///   m_database = std::make_unique<Database>(
///       u"sqlite:guests.db"_s, DatabaseOptions{.folder = dataDir(), .migrations = u":/sql"_s});
///   m_database->write("INSERT INTO guest (name) VALUES (?)", name)
///       .then(this, [this](const Result<Rows> &done) { ... });
///
/// Which database it is, one line of text says:
///
///   sqlite:guests.db                              a file
///   postgresql://user:password@host:5432/name     over TCP
///   postgresql://user@/name?host=/run/postgresql  over the unix socket in that folder
///
/// Behind '?': connections=N (4; threads that read an SQLite file, or PostgreSQL's pool, which no
/// number of the service's threads exceeds), and for PostgreSQL timeout_s=N (10; of one statement),
/// sslmode, sslrootcert, application_name. One SQLite file has one Database at a time, which a lock
/// beside it sees to: the next one waits.
///
/// Migrations that are only for one of the two lie in the subfolder sqlite or postgresql.
class Database : public DatabaseHandle
{
public:
    /// Opens in the background; jobs may be given at once and wait for it. When opening fails, each
    /// job fails with the reason.
    explicit Database(const QString &description, const DatabaseOptions &options = {});
    /// Waits for what is running, and for one COMMIT of SQLite's writes; closes and unlocks. What
    /// had not begun is Closed. Futures of this thread that are not finished yet are cancelled:
    /// nothing is called any more. So it may go at any time, with what its continuations point to.
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// How the opening went.
    QFuture<Result<void>> opened() const { return m_opened; }
    /// Takes nothing more (it is Closed) and does all that was given; finished when all of it is
    /// told and the database is closed and unlocked.
    QFuture<Result<void>> close();

private:
    QFuture<Result<void>> m_opened;
};

} // namespace Lanroom
