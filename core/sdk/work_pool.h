// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/work.h>

#include <QtCore/qobject.h>
#include <QtCore/qthreadpool.h>

namespace Lanroom {

/// The threads for a service's heavy work. What is over the limit is refused as busy, at once. Owned by
/// the ServiceHost, used on its thread alone; its end waits for the work that is running, forgets what had
/// not begun, and delivers nothing any more.
class WorkPool
{
public:
    static constexpr int kMaxThreads = 4; // fewer where there are fewer processors
    static constexpr int kMaxJobs = 256;  // running and waiting together

    WorkPool();
    ~WorkPool();

    void submit(std::shared_ptr<WorkJob> job);

private:
    QObject m_home; // results come to it, and end with it
    int m_underWay = 0;
    QThreadPool m_threads;
};

} // namespace Lanroom
