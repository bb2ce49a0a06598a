// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/job_queue.h"

#include <chrono>

namespace Lanroom::Storage {

JobPtr JobQueue::push(JobPtr job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_finished)
            return job;
        m_jobs.push_back(std::move(job));
    }
    m_changed.notify_one();
    return nullptr;
}

void JobQueue::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_finished = true;
    }
    m_changed.notify_all();
}

JobPtr JobQueue::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_finished || !m_jobs.empty(); });
    return pop();
}

JobPtr JobQueue::takeWithin(int waitMs)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::milliseconds(waitMs),
                       [this] { return m_finished || !m_jobs.empty(); });
    return pop();
}

bool JobQueue::isOver()
{
    const std::lock_guard lock(m_mutex);
    return m_finished && m_jobs.empty();
}

JobPtr JobQueue::pop()
{
    if (m_jobs.empty())
        return nullptr;
    JobPtr job = std::move(m_jobs.front());
    m_jobs.pop_front();
    return job;
}

} // namespace Lanroom::Storage
