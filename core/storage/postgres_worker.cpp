// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/postgres_worker.h"

#include "storage/home.h"
#include "storage/transaction.h"

namespace Lanroom::Storage {

namespace {
constexpr int kPatienceMs = 5000; // for a server that restarts, then jobs fail
constexpr int kTries = 3;         // connections that are lost before a job has begun
} // namespace

void PostgresWorker::run()
{
    if (m_isFirst)
        m_shared.opening.set_value(migrateOnce());
    const std::optional<Error> failure = m_shared.opened.get();
    while (JobPtr job = m_shared.line.take()) {
        if (m_shared.stopping)
            job->fail(closedError());
        else if (failure)
            job->fail(*failure);
        else
            serve(*job);
        Home::send(std::move(job));
    }
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
        const Result<Connection *> connection = m_link.connection(kPatienceMs);
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
