// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/job.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace Lanroom::Storage {

/// First in, first out, from the owner's thread to the database threads. The one place where they
/// meet on the way there (Deliveries is the way back), so the one place that locks. How much may
/// wait is bounded by Database, which knows what is under way.
class JobQueue
{
public:
    void push(JobPtr job);
    /// Nothing more will be taken: what waits is dropped.
    void close();

    /// Waits for a job; null when the queue was closed.
    JobPtr take();
    /// Waits at most waitMs; null when nothing came or the queue was closed.
    JobPtr takeWithin(int waitMs);

private:
    JobPtr pop();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<JobPtr> m_jobs;
    bool m_closed = false;
};

} // namespace Lanroom::Storage
