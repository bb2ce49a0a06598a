// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/work_pool.h"

#include <QtCore/qthread.h>

namespace Lanroom {

WorkPool::WorkPool()
{
    m_threads.setMaxThreadCount(qBound(1, QThread::idealThreadCount(), kMaxThreads));
}

WorkPool::~WorkPool()
{
    m_threads.clear();
    m_threads.waitForDone();
}

void WorkPool::submit(std::shared_ptr<WorkJob> job)
{
    if (m_underWay >= kMaxJobs) {
        job->refuse({ErrorCode::Busy, QStringLiteral("there is too much to do just now")});
        return;
    }
    ++m_underWay;
    m_threads.start([this, job = std::move(job)]() mutable {
        job->run();
        // Handed over, not shared: what the job holds must not end on this thread.
        auto deliver = [this, job = std::move(job)] {
            --m_underWay;
            job->deliver();
        };
        QMetaObject::invokeMethod(&m_home, std::move(deliver), Qt::QueuedConnection);
    });
}

} // namespace Lanroom
