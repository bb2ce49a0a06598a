// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/job_queue.h"
#include "storage/trouble.h"

#include <atomic>
#include <future>
#include <latch>

namespace Lanroom::Storage {

/// What the threads of one database have in common. Owned by Engine, which outlives them.
struct SharedState
{
    SharedState(int readers, const void *owner) : trouble(owner), readersAtWork(readers) {}

    JobQueue line;  ///< SQLite: writes and what is read in order. PostgreSQL: everything
    JobQueue reads; ///< SQLite: for the readers
    /// What has not begun is not begun any more, but closed.
    std::atomic<bool> stopping = false;
    /// Set once by the thread that opens the database and migrates it: nothing, or why it could
    /// not.
    std::promise<std::optional<Error>> opening;
    const std::shared_future<std::optional<Error>> opened = opening.get_future().share();
    Trouble trouble;
    /// SQLite: the writer's connection must be the last one to close, for that one writes the log
    /// back.
    std::latch readersAtWork;
};

/// Fails job, and lets it be told so.
void refuse(JobPtr job, const Error &error);
/// What becomes of jobs when the database is closed before they began.
Error closedError();

} // namespace Lanroom::Storage
