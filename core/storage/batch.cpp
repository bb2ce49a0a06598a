// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/batch.h"

#include "storage/log.h"
#include "storage/statement.h"

namespace Lanroom::Storage {

void Batch::run(JobPtr job)
{
    if (m_jobs.empty())
        check(Statement(m_connection, "BEGIN IMMEDIATE").run());
    m_jobs.push_back(std::move(job));
    if (!m_failure)
        runInSavepoint(*m_jobs.back());
}

void Batch::runInSavepoint(Job &job)
{
    check(Statement(m_connection, "SAVEPOINT job").run());
    if (m_failure)
        return;
    const std::optional<Error> error = job.run(m_connection);
    if (error && error->code == ErrorCode::Storage) {
        m_failure = error;
        return;
    }
    if (error)
        check(Statement(m_connection, "ROLLBACK TO job").run());
    check(Statement(m_connection, "RELEASE job").run());
}

Jobs Batch::commit()
{
    if (!m_failure)
        check(Statement(m_connection, "COMMIT").run());
    if (m_failure) {
        qCWarning(lcStorage).noquote() << m_jobs.size() << "writes undone:" << m_failure->message;
        // SQLite may have rolled back by itself; then this fails, which is as good.
        (void)Statement(m_connection, "ROLLBACK").run();
        for (const JobPtr &job : m_jobs)
            job->fail(*m_failure);
        m_failure.reset();
    }
    return std::exchange(m_jobs, {});
}

void Batch::check(const Result<void> &step)
{
    if (!step && !m_failure)
        m_failure = Error{ErrorCode::Storage, step.error().message};
}

} // namespace Lanroom::Storage
