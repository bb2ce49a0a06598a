// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/job.h"

#include <QtCore/qobject.h>

#include <mutex>

namespace Lanroom::Storage {

/// The way back: finished jobs from the database threads, delivered on the thread this object lives
/// in, in the order in which they were posted. Owned by Database; jobs that come after its end, or
/// wait then, are dropped undelivered.
class Deliveries : public QObject
{
    Q_OBJECT
public:
    /// From any thread.
    void post(Jobs jobs);
    /// How many have been delivered so far. Owner's thread.
    qint64 count() const { return m_count; }

private:
    void deliver();

    std::mutex m_mutex;
    Jobs m_waiting; // under m_mutex
    qint64 m_count = 0;
};

} // namespace Lanroom::Storage
