// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/database_task.h>

#include <memory>

namespace Lanroom {

/// A way to a database, for any thread: cheap to copy, and safe to keep when the Database has gone
/// (everything is Closed then). Nothing here waits.
///
/// A job is a function that gets a Connection & and returns a Result<T>: one transaction, kept if
/// it succeeds and undone as a whole if not. Or it is one statement, and brings Rows. It runs on a
/// database's thread, so it must carry what it needs by value. Each call gives a QFuture of its
/// result. On a thread with an event loop (the service's) that future is finished by this loop, and
/// so what follows with .then() runs on the caller's thread; there, never wait for it. On a thread
/// without one (a pool's) it is finished where the job was done, and result() waits for it.
///
/// Errors: Busy, when too much is under way (told at once) or another transaction was in the way;
/// Closed; Taken, when a constraint is broken; BadRequest or Denied, when the statement cannot be
/// done; Timeout; TooLarge; Storage, when the database itself failed. Of a job that failed nothing
/// is kept. One that throws a std::exception fails with System.
///
/// PostgreSQL restarts: jobs that had not begun wait for it up to 5 s. Those under way fail with
/// Storage and are not repeated, but for single reads. The one exception: where the COMMIT itself
/// was under way nobody can know whether it took place, and the message says so.
class DatabaseHandle
{
public:
    DatabaseHandle() = default;

    /// Writes (and reads). Of SQLite, writes are done one after the other in the order in which
    /// they were given, several to one COMMIT, and told in that order when they are on disk; each
    /// sees what the former ones did. PostgreSQL does as many at once as it has connections.
    template <DatabaseWork Work> auto write(Work work) const
    {
        return submit(Kind::Write, false, std::move(work));
    }
    template <typename... Values> auto write(Sql sql, const Values &...values) const
    {
        return submit(Kind::Write, true, statement(sql, values...));
    }
    /// Reads one state of the data, beside the writes. What a job writes by mistake fails.
    template <DatabaseWork Work> auto read(Work work) const
    {
        return submit(Kind::Read, false, std::move(work));
    }
    template <typename... Values> auto read(Sql sql, const Values &...values) const
    {
        return submit(Kind::Read, true, statement(sql, values...));
    }
    /// Reads in the line of the writes, where there is one (SQLite, or PostgreSQL with
    /// connections=1): sees exactly those whose result was told before its own.
    template <DatabaseWork Work> auto readInOrder(Work work) const
    {
        return submit(Kind::ReadInOrder, false, std::move(work));
    }

protected:
    enum class Kind { Write, ReadInOrder, Read };
    struct Core;

    void give(Kind kind, bool isSingle, std::unique_ptr<DatabaseTask> task) const;

    std::shared_ptr<Core> m_core;

private:
    template <typename... Values> static auto statement(Sql sql, const Values &...values)
    {
        return [text = QByteArray(sql.text()), list = QVariantList{SqlValue(values).variant()...}](
                   Connection &connection) { return connection.run(text, list); };
    }
    template <typename Work> auto submit(Kind kind, bool isSingle, Work work) const
    {
        auto task = std::make_unique<WorkTask<Work>>(std::move(work));
        const auto future = task->future();
        give(kind, isSingle, std::move(task));
        return future;
    }
};

} // namespace Lanroom
