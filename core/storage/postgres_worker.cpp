// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/postgres_worker.h"

#include "storage/home.h"
#include "storage/transaction.h"

namespace Lanroom::Storage {

namespace {
constexpr int kPatienceMs = 5000; // for a server that restarts, then jobs fail
constexpr int kTries = 3;         // connections that are lost before a job has begun
constexpr int kTryMs = 5000;      // while there is no server and nobody asks
} // namespace

void PostgresWorker::run()
{
    if (m_isFirst)
        m_shared.opening.set_value(migrateOnce());
    const std::optional<Error> failure = m_shared.opened.get();
    while (JobPtr job = next()) {
        if (m_shared.stopping)
            job->fail(closedError());
        else if (failure)
            job->fail(*failure);
        else
            serve(*job);
        Home::send(std::move(job));
    }
}

/// Null at the end. Who found the server away looks meanwhile whether it is there again.
JobPtr PostgresWorker::next()
{
    for (;;) {
        JobPtr job = m_shared.trouble.isOn() ? m_shared.line.takeWithin(kTryMs) : m_shared.line.take();
        if (job || m_shared.line.isOver())
            return job;
        (void)connect();
    }
}

Result<Connection *> PostgresWorker::connect()
{
    const Result<Connection *> connection = m_link.connection(kPatienceMs);
    if (connection)
        m_shared.trouble.end();
    else if (connection.error().code != ErrorCode::Closed)
        m_shared.trouble.set(connection.error().message);
    return connection;
}

std::optional<Error> PostgresWorker::migrateOnce()
{
    const Result<Connection *> connection = m_link.connection(m_schema.waitMs);
    if (!connection)
        return connection.error();
    const Result<void> migrated = migrate(**connection, m_schema);
    m_link.look();
    if (!migrated)
        return migrated.error();
    return std::nullopt;
}

void PostgresWorker::serve(Job &job)
{
    for (int i = 0; i < kTries; ++i) {
        const Result<Connection *> connection = connect();
        if (!connection) {
            job.fail(connection.error());
            return;
        }
        const Ran ran = runInTransaction(**connection, job);
        m_link.look();
        if (ran == Ran::Yes)
            return;
    }
}

} // namespace Lanroom::Storage
