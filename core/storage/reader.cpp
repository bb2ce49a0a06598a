// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/reader.h"

#include "storage/connection.h"

namespace Lanroom::Storage {

Reader::Reader(const QString &path, JobQueue &queue, Deliveries &deliveries)
    : m_path(path), m_queue(queue), m_deliveries(deliveries)
{
    setObjectName(QStringLiteral("db-reader"));
}

void Reader::run()
{
    Result<std::unique_ptr<Connection>> connection =
        Connection::open(m_path, Connection::Mode::Read);
    while (JobPtr job = m_queue.take()) {
        if (connection)
            job->run(**connection);
        else
            job->fail(connection.error());
        Jobs jobs;
        jobs.push_back(std::move(job));
        m_deliveries.post(std::move(jobs));
    }
}

} // namespace Lanroom::Storage
