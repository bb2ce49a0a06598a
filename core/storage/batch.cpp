// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/batch.h"

#include "storage/log.h"
#include "storage/transaction.h"

namespace Lanroom::Storage {

static void say(const QString &words)
{
    if (!words.isEmpty())
        qCWarning(lcStorage).noquote() << words;
}

void Batch::run(JobPtr job)
{
    if (m_jobs.empty())
        begin();
    m_jobs.push_back(std::move(job));
    if (!m_failure)
        runInSavepoint(*m_jobs.back());
}

/// A lock that was waited for in vain is waited for no more until it is free: the line behind would wait as
/// long for every single write.
void Batch::begin()
{
    const Result<void> begun = m_connection.begin(Connection::Mode::Write);
    check(begun);
    if (const bool locked = !begun && begun.error().code == ErrorCode::Busy; locked == m_waitsForLocks) {
        m_connection.setWaitsForLocks(!locked);
        m_waitsForLocks = !locked;
    }
}

void Batch::runInSavepoint(Job &job)
{
    check(m_connection.control("SAVEPOINT job"));
    if (m_failure)
        return;
    const std::optional<Error> error = runJob(m_connection, job);
    // The database failed, and not the job for a reason of its own.
    if (m_connection.failure() && m_connection.failure()->code == ErrorCode::Storage) {
        m_failure = m_connection.failure();
        return;
    }
    if (error)
        check(m_connection.control("ROLLBACK TO job"));
    check(m_connection.control("RELEASE job"));
}

Jobs Batch::commit(qint64 nowMs)
{
    finishTransaction();
    if (m_failure) {
        say(m_log.failed(qsizetype(m_jobs.size()), m_failure->message, nowMs));
        for (const JobPtr &job : m_jobs)
            job->fail(*m_failure);
        m_failure.reset();
    } else {
        say(m_log.worked(nowMs));
    }
    return std::exchange(m_jobs, {});
}

void Batch::tryToWrite(qint64 nowMs)
{
    begin();
    if (!m_failure)
        check(writeSame());
    finishTransaction();
    if (m_failure)
        m_log.triedInVain(m_failure->message, nowMs);
    else
        say(m_log.worked(nowMs));
    m_failure.reset();
}

/// The file's version as it is, which is written all the same.
Result<void> Batch::writeSame()
{
    const Result<qint64> version = m_connection.number(m_connection.dialect().version);
    if (!version)
        return version.error();
    const QByteArray same = "PRAGMA user_version = " + QByteArray::number(*version);
    return m_connection.control(same.constData());
}

void Batch::finishTransaction()
{
    if (!m_failure)
        check(m_files.areStill());
    if (!m_failure)
        check(m_connection.commit());
    if (m_failure)
        m_connection.rollback(); // unless SQLite has done so by itself
}

void Batch::check(const Result<void> &step)
{
    if (!step && !m_failure)
        m_failure = Error{ErrorCode::Storage, step.error().message};
}

} // namespace Lanroom::Storage
