// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/engine.h"

#include "storage/home.h"
#include "storage/postgres_worker.h"
#include "storage/reader.h"
#include "storage/writer.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

/// Lives on the stack of its thread, where its connection is opened and closed.
template <typename Worker, typename... Arguments>
std::function<void()> running(SharedState &shared, const Arguments &...arguments)
{
    return [&shared, arguments...] { Worker(arguments..., shared).run(); };
}

} // namespace

Engine::Engine(const Description &description, const Options &options, JobPtr opening)
    : m_options(options), m_kind(description.kind), m_shared(description.connections)
{
    submit(std::move(opening));
    m_running = description.connections;
    if (m_kind == Description::Kind::Postgres) {
        for (int i = 0; i < description.connections; ++i)
            start(u"db-pool"_s,
                  running<PostgresWorker>(m_shared, description, options.schema, i == 0));
        return;
    }
    ++m_running;
    start(u"db-writer"_s, running<Writer>(m_shared, description, options.schema));
    for (int i = 0; i < description.connections; ++i)
        start(u"db-reader"_s, running<Reader>(m_shared, description));
}

Engine::~Engine()
{
    Q_ASSERT(m_threads.empty());
}

void Engine::start(const QString &name, std::function<void()> run)
{
    m_threads.emplace_back(QThread::create([this, run = std::move(run)] {
        run();
        threadEnded();
    }));
    m_threads.back()->setObjectName(name);
    m_threads.back()->start();
}

void Engine::submit(JobPtr job)
{
    if (m_kind == Description::Kind::Sqlite && job->kind() == Job::Kind::Read)
        take(std::move(job), m_reads, m_options.maxReads, m_shared.reads);
    else if (job->kind() == Job::Kind::Read)
        take(std::move(job), m_reads, m_options.maxReads, m_shared.line);
    else
        take(std::move(job), m_jobs, m_options.maxJobs, m_shared.line);
}

void Engine::take(JobPtr job, const std::shared_ptr<Job::Count> &count, int most, JobQueue &queue)
{
    const bool tooMuch = count->fetch_add(1) >= most;
    job->setOut(Home::here(), this, count);
    std::optional<Error> refused;
    if (tooMuch)
        refused = Error{ErrorCode::Busy, u"The database has too much to do"_s};
    else if ((job = queue.push(std::move(job))))
        refused = closedError();
    if (!refused)
        return;
    // At once, wherever this is: the caller is at home.
    job->leave();
    job->fail(*refused);
    job->finish();
}

void Engine::close(JobPtr closed)
{
    closed->setOut(Home::here(), this, nullptr);
    m_shared.line.finish();
    m_shared.reads.finish();
    {
        const std::lock_guard lock(m_mutex);
        if (m_running > 0) {
            m_closers.push_back(std::move(closed));
            return;
        }
    }
    // Behind the outcomes that are still on their way to the same thread.
    Home::send(std::move(closed));
}

void Engine::threadEnded()
{
    Jobs closers;
    {
        const std::lock_guard lock(m_mutex);
        if (--m_running == 0)
            closers.swap(m_closers);
    }
    for (JobPtr &closer : closers)
        Home::send(std::move(closer));
}

void Engine::shutDown()
{
    m_shared.stopping = true;
    m_shared.line.finish();
    m_shared.reads.finish();
    for (const std::unique_ptr<QThread> &thread : m_threads)
        thread->wait();
    m_threads.clear();
    if (const std::shared_ptr<Home> here = Home::here())
        here->forget(this);
}

} // namespace Lanroom::Storage
