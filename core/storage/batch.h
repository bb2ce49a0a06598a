// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/connection.h"
#include "storage/database_files.h"
#include "storage/job.h"
#include "storage/outage_log.h"

namespace Lanroom::Storage {

/// The write jobs that share one transaction. Each runs in a savepoint and sees the effects of the
/// former ones; one that fails for its own reasons is undone alone. When the database itself fails
/// (ErrorCode::Storage: a full disk, a failed COMMIT, a file that was removed) everything is undone and every job of the
/// batch fails with that: what one of them found may have rested on what another had written.
/// Writer thread only, owned by Writer.
class Batch
{
public:
    Batch(Connection &connection, const DatabaseFiles &files) : m_connection(connection), m_files(files) {}

    bool isEmpty() const { return m_jobs.empty(); }
    /// True when the transaction is lost already; commit() it to be rid of it.
    bool isBroken() const { return m_failure.has_value(); }
    /// Runs job, opening the transaction first when it is the first.
    void run(JobPtr job);
    /// Commits, and hands back the jobs, in order, with what became of them. Empty again after it.
    /// nowMs (monotonic) is for what is logged of failures, which is little.
    Jobs commit(qint64 nowMs);
    /// Writes something that changes nothing, to see whether that works again. Not with jobs.
    void tryToWrite(qint64 nowMs);
    /// Why the last ones could not be committed; empty when they could for a while.
    const QString &trouble() const { return m_log.why(); }

private:
    void begin();
    void runInSavepoint(Job &job);
    Result<void> writeSame();
    void finishTransaction();
    void check(const Result<void> &step);

    Connection &m_connection;
    const DatabaseFiles &m_files;
    Jobs m_jobs;
    bool m_waitsForLocks = true;
    OutageLog m_log{OutageLog::Limits()};
    std::optional<Error> m_failure;
};

} // namespace Lanroom::Storage
