// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/file_lock.h"
#include "storage/batch.h"
#include "storage/deliveries.h"
#include "storage/group_commit.h"
#include "storage/job_queue.h"

#include <QtCore/qthread.h>

#include <atomic>

namespace Lanroom::Storage {

/// The thread that owns a database file: takes the lock, opens the one writing connection,
/// migrates, then does jobs in the order of the queue: writes in groups, reads between the groups.
/// Results go back in that same order, so whoever handles a read's result has handled exactly the
/// writes it saw. When opening fails, every job fails with the same error; a database that fails
/// later (disk full) fails the jobs of the time and is tried afresh by the next. Made, started and
/// waited for by Database.
class Writer final : public QThread
{
    Q_OBJECT
public:
    struct Options
    {
        QString path;            ///< the database; its lock is path + ".lock"
        QString migrations;      ///< directory, usually in a .qrc
        int lockWaitMs = 30'000; ///< for the predecessor to be gone
        GroupCommit::Limits group;
    };
    /// opening is delivered first: it has failed when the database could not be opened.
    Writer(const Options &options, const Clock &clock, Deliveries &deliveries, JobPtr opening);
    ~Writer() override;

    JobQueue &queue() { return m_queue; }
    /// Commits what is open, drops what waits, and ends. Any thread.
    void stop();

protected:
    void run() override;

private:
    Result<std::unique_ptr<Connection>> openDatabase(std::unique_ptr<FileLock> &lock);
    void work(Connection &connection);
    void refuse(const Error &error);
    void deliver(JobPtr job);

    const Options m_options;
    const Clock &m_clock;
    Deliveries &m_deliveries;
    JobPtr m_opening;
    JobQueue m_queue;
    std::atomic<bool> m_stopping = false;
};

} // namespace Lanroom::Storage
