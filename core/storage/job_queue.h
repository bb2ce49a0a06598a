// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/job.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace Lanroom::Storage {

/// First in, first out, from all threads to the database threads. The one place where they meet on
/// the way there (Home is the way back). How much may wait is bounded by Engine, which knows what
/// is under way.
class JobQueue
{
public:
    /// Hands the job back when the queue is finished.
    [[nodiscard]] JobPtr push(JobPtr job);
    /// Takes nothing more; what waits can still be taken.
    void finish();

    /// Waits for a job; null when the queue is finished and empty.
    JobPtr take();
    /// Waits at most waitMs; null also when nothing came.
    JobPtr takeWithin(int waitMs);
    /// Nothing comes any more.
    bool isOver();

private:
    JobPtr pop();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<JobPtr> m_jobs;
    bool m_finished = false;
};

} // namespace Lanroom::Storage
