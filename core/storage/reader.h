// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/deliveries.h"
#include "storage/job_queue.h"

#include <QtCore/qthread.h>

namespace Lanroom::Storage {

/// A thread with a query_only connection, for reads that need no place in the order of writes. They
/// see what is committed. Several may share a queue. Started once the writer has opened the
/// database; when its own connection can't be opened its jobs fail with that error.
/// Made, started and waited for by Database.
class Reader final : public QThread
{
    Q_OBJECT
public:
    Reader(const QString &path, JobQueue &queue, Deliveries &deliveries);

protected:
    void run() override;

private:
    const QString m_path;
    JobQueue &m_queue;
    Deliveries &m_deliveries;
};

} // namespace Lanroom::Storage
