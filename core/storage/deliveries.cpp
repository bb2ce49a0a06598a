// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/deliveries.h"

#include <iterator>

namespace Lanroom::Storage {

void Deliveries::post(Jobs jobs)
{
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_waiting.empty();
        std::move(jobs.begin(), jobs.end(), std::back_inserter(m_waiting));
    }
    // Later ones ride on the event that is already under way.
    if (first)
        QMetaObject::invokeMethod(this, &Deliveries::deliver, Qt::QueuedConnection);
}

void Deliveries::deliver()
{
    Jobs jobs;
    {
        const std::lock_guard lock(m_mutex);
        jobs.swap(m_waiting);
    }
    for (const JobPtr &job : jobs) {
        ++m_count;
        job->deliver();
    }
}

} // namespace Lanroom::Storage
