// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/database.h"

namespace Lanroom::Storage {

static Error tooMuch()
{
    return {ErrorCode::Busy, QStringLiteral("The database has too much to do")};
}

Database::Database(const Options &options, const Clock &clock,
                   std::function<void(const Result<void> &)> opened)
    : m_options(options)
{
    JobPtr opening = makeJob(
        Job::Kind::Read, [](Connection &) { return Result<void>(); },
        [this, opened = std::move(opened)](const Result<void> &result) {
            if (result)
                startReaders();
            else
                failReads(result.error());
            opened(result);
        });
    ++m_inOrderGiven;
    m_writer = std::make_unique<Writer>(options.writer, clock, m_inOrder, std::move(opening));
    m_writer->start();
}

Database::~Database()
{
    // The readers first: the last connection to close writes the log back into the file, and that
    // must be the writer's.
    m_readQueue.close();
    for (const std::unique_ptr<Reader> &reader : m_readers)
        reader->wait();
    m_writer.reset();
}

void Database::startReaders()
{
    for (int i = 0; i < m_options.readers; ++i) {
        m_readers.push_back(std::make_unique<Reader>(m_options.writer.path, m_readQueue, m_reads));
        m_readers.back()->start();
    }
}

void Database::failReads(const Error &error)
{
    m_failure = error;
    while (JobPtr job = m_readQueue.takeWithin(0))
        refuse(*job, error);
}

void Database::submitInOrder(JobPtr job)
{
    if (m_inOrderGiven - m_inOrder.count() >= m_options.maxJobs)
        return refuse(*job, tooMuch());
    ++m_inOrderGiven;
    m_writer->queue().push(std::move(job));
}

void Database::submitRead(JobPtr job)
{
    if (m_failure)
        return refuse(*job, *m_failure);
    if (m_readsGiven - m_reads.count() >= m_options.maxReads)
        return refuse(*job, tooMuch());
    ++m_readsGiven;
    m_readQueue.push(std::move(job));
}

void Database::refuse(Job &job, const Error &error)
{
    job.fail(error);
    job.deliver();
}

} // namespace Lanroom::Storage
