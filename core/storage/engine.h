// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/description.h"
#include "storage/migrations.h"
#include "storage/shared_state.h"

#include <QtCore/qthread.h>

#include <functional>
#include <future>
#include <mutex>

namespace Lanroom::Storage {

/// A database and the threads that work on it, behind <lanroom/database.h>, which gives it jobs
/// from any thread and never waits for one.
///
/// SQLite: one thread that writes and a few that read. PostgreSQL: a pool of threads with a
/// connection each. Writes and ordered reads of SQLite form one first-in-first-out line, and so do
/// their results: one is told after every job that came before it, and a write only when it is
/// durable (or has failed, leaving nothing behind). PostgreSQL's run side by side, unless its pool
/// is a single connection. Over its bounds a job is refused at once, with Busy.
class Engine
{
public:
    struct Options
    {
        Schema schema;
        int maxJobs = 4096;  ///< writes and ordered reads under way
        int maxReads = 1024; ///< other reads under way
    };
    /// Opens the database in the background; jobs may be given at once and wait for it. opening is
    /// the first of them, and fails with the reason when it cannot be opened. Where the system gives
    /// fewer threads than are needed, nothing is opened, and it and all jobs are refused at once.
    Engine(const Description &description, const Options &options, JobPtr opening);
    /// After shutDown().
    ~Engine();

    /// Any thread.
    void submit(JobPtr job);
    /// Takes no more jobs; when all that were taken are done and everything is closed, closed is
    /// finished, on a thread with an event loop behind the outcomes of the jobs it gave. Any thread.
    void close(JobPtr closed);
    /// Ends now: what is running is finished, a group of writes committed; what waits fails with
    /// Closed. Jobs of the calling thread that were not told yet are cancelled. Waits until all is
    /// closed and unlocked.
    void shutDown();

private:
    void startThreads(const Description &description);
    bool start(const QString &name, std::function<void()> run);
    void threadEnded();
    void joinThreads();
    void take(JobPtr job, const std::shared_ptr<Job::Count> &count, int most, JobQueue &queue);

    const Options m_options;
    const Description::Kind m_kind;
    SharedState m_shared;
    const std::shared_ptr<Job::Count> m_jobs = std::make_shared<Job::Count>(0);
    const std::shared_ptr<Job::Count> m_reads = std::make_shared<Job::Count>(0);
    std::vector<std::unique_ptr<QThread>> m_threads;
    std::promise<bool> m_begin; // whether there are all: then each does its work, else it ends
    const std::shared_future<bool> m_began = m_begin.get_future().share();
    std::optional<Error> m_failure; // why there are no threads; not changed after the constructor
    std::mutex m_mutex;
    int m_running = 0; // threads; under m_mutex
    Jobs m_closers;    // under m_mutex: to be told when none is left
};

} // namespace Lanroom::Storage
