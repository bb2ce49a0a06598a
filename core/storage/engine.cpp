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
    : m_options(options), m_kind(description.kind), m_shared(description.connections, this)
{
    startThreads(description);
    submit(std::move(opening));
}

/// They wait for each other before they begin: fewer would leave jobs that nobody takes, or a writer that
/// waits for readers which never were.
void Engine::startThreads(const Description &description)
{
    bool all = true;
    if (m_kind == Description::Kind::Sqlite)
        all = start(u"db-writer"_s, running<Writer>(m_shared, description, m_options.schema));
    for (int i = 0; all && i < description.connections; ++i) {
        all = m_kind == Description::Kind::Sqlite
                  ? start(u"db-reader"_s, running<Reader>(m_shared, description))
                  : start(u"db-pool"_s,
                          running<PostgresWorker>(m_shared, description, m_options.schema, i == 0));
    }
    m_begin.set_value(all);
    if (all)
        return;
    joinThreads();
    m_failure = Error{ErrorCode::System,
                      u"%1: the system gives no more threads, and %2 are needed"_s
                          .arg(description.shown())
                          .arg(description.connections + (m_kind == Description::Kind::Sqlite ? 1 : 0))};
}

Engine::~Engine()
{
    Q_ASSERT(m_threads.empty());
}

bool Engine::start(const QString &name, std::function<void()> run)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_running;
    }
    auto thread = std::unique_ptr<QThread>(QThread::create([this, run = std::move(run)] {
        if (m_began.get())
            run();
        threadEnded();
    }));
    thread->setObjectName(name);
    thread->start();
    // Qt says no more than this of one that did not start.
    if (!thread->isRunning()) {
        threadEnded();
        return false;
    }
    m_threads.push_back(std::move(thread));
    return true;
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
    else if (m_failure)
        refused = m_failure;
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

void Engine::joinThreads()
{
    for (const std::unique_ptr<QThread> &thread : m_threads)
        thread->wait();
    m_threads.clear();
}

void Engine::shutDown()
{
    m_shared.stopping = true;
    m_shared.line.finish();
    m_shared.reads.finish();
    joinThreads();
    if (const std::shared_ptr<Home> here = Home::here()) {
        here->forget(this);
        here->hearTrouble(this, {});
    }
}

} // namespace Lanroom::Storage
