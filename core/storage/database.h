// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "storage/connection.h"
#include "storage/deliveries.h"
#include "storage/reader.h"
#include "storage/statement.h"
#include "storage/writer.h"

#include <functional>
#include <memory>
#include <vector>

namespace Lanroom::Storage {

/// A service's database: one SQLite file, one thread that writes it, a few that read it, and an
/// owner's thread (the event loop) that never waits for any of them.
///
/// A job is two callables: work(Connection &) -> Result<T>, run on a database thread, and
/// done(Result<T> &&), run on the owner's thread. Jobs must carry what they need by value.
///
/// Writes and ordered reads form one first-in-first-out line, and so do their results: a done() is
/// called after the done() of every job that came before it, and of a write only when it is
/// durable (or has failed, leaving nothing behind). Over maxJobs under way a job is refused: done()
/// is called with ErrorCode::Busy at once, before the call returns.
///
/// Owned by the service; owner's thread only. Its end drops results not yet delivered, and must not
/// come from inside a done().
class Database
{
public:
    struct Options
    {
        Writer::Options writer;
        int readers = 1;     ///< threads for read()
        int maxJobs = 4096;  ///< writes and ordered reads under way
        int maxReads = 1024; ///< other reads under way
    };
    /// Opens the file in the background; jobs may be given at once and wait for it. opened() tells
    /// how that went: until a lock is free, migrations have run, or an Error says why not.
    Database(const Options &options, const Clock &clock,
             std::function<void(const Result<void> &)> opened);
    ~Database();

    template <typename Work, typename Done> void write(Work work, Done done)
    {
        submitInOrder(makeJob(Job::Kind::Write, std::move(work), std::move(done)));
    }
    /// A read in the line of writes: sees exactly those whose done() was called before its own.
    template <typename Work, typename Done> void readInOrder(Work work, Done done)
    {
        submitInOrder(makeJob(Job::Kind::Read, std::move(work), std::move(done)));
    }
    /// A read beside the line, which holds up no write.
    template <typename Work, typename Done> void read(Work work, Done done)
    {
        submitRead(makeJob(Job::Kind::Read, std::move(work), std::move(done)));
    }

private:
    template <typename Work, typename Done>
    static JobPtr makeJob(Job::Kind kind, Work work, Done done)
    {
        return std::make_unique<CallableJob<Work, Done>>(kind, std::move(work), std::move(done));
    }
    void submitInOrder(JobPtr job);
    void submitRead(JobPtr job);
    static void refuse(Job &job, const Error &error);
    void startReaders();
    void failReads(const Error &error);

    const Options m_options;
    Deliveries m_inOrder;
    Deliveries m_reads;
    qint64 m_inOrderGiven = 0;
    qint64 m_readsGiven = 0;
    JobQueue m_readQueue;
    std::optional<Error> m_failure; // of the opening
    std::vector<std::unique_ptr<Reader>> m_readers;
    std::unique_ptr<Writer> m_writer;
};

} // namespace Lanroom::Storage
