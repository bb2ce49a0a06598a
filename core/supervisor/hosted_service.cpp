// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/hosted_service.h"

#include "config/data_dir.h"
#include "supervisor/installation.h"
#include "supervisor/log.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using State = SupervisedWorker::State;

namespace {
constexpr int kRetireMs = 2000; // that a replaced worker may take to exit
}

HostedService::HostedService(const Manifest &manifest, const ServiceWorker::Surroundings &surroundings)
    : m_manifest(manifest), m_surroundings(surroundings)
{
}

HostedService::~HostedService() = default;

Result<void> HostedService::prepare()
{
    const Result<ChildProcess::Program> program = Installation::program(m_manifest);
    if (!program)
        return program.error();
    m_program = *program;
    m_worker = makeWorker(1);
    return DataDir::prepare(DataDir::serviceFolder(m_surroundings.dataDir, m_manifest.name));
}

std::unique_ptr<ServiceWorker> HostedService::makeWorker(int firstGeneration)
{
    auto worker = std::make_unique<ServiceWorker>(m_manifest, m_program, m_surroundings, firstGeneration);
    SupervisedWorker *process = &worker->process();
    connect(process, &SupervisedWorker::stateChanged, this, &HostedService::changed);
    connect(process, &SupervisedWorker::ended, this, [this, process] {
        if (isServing(process))
            Q_EMIT ended();
    });
    connect(process, &SupervisedWorker::frameReceived, this, [this, process](const Link::Frame &frame) {
        if (isServing(process))
            Q_EMIT frameReceived(frame);
    });
    return worker;
}

bool HostedService::isServing(const SupervisedWorker *process) const
{
    return &serving().process() == process;
}

ServiceWorker &HostedService::serving() const
{
    const bool handedOver = m_replacement && m_replacement->stage() == Replacement::Stage::Opening;
    return handedOver ? *m_successor : *m_worker;
}

void HostedService::start()
{
    m_worker->process().start();
}

void HostedService::stop(int withinMs)
{
    giveUpUpdate({ErrorCode::Closed, u"%1 was stopped"_s.arg(m_manifest.name)});
    m_worker->process().stop(withinMs);
}

void HostedService::restart(int withinMs)
{
    giveUpUpdate({ErrorCode::Closed, u"%1 was restarted"_s.arg(m_manifest.name)});
    m_worker->process().restart(withinMs);
}

void HostedService::update(const CommandDone &done)
{
    if (m_replacement) {
        done(Error{ErrorCode::Busy, u"%1 is being replaced already"_s.arg(m_manifest.name)});
        return;
    }
    // What has changed since may be the program itself.
    if (const Result<ChildProcess::Program> program = Installation::program(m_manifest); program)
        m_program = *program;
    SupervisedWorker &old = m_worker->process();
    if (old.state() != State::Running) {
        m_worker = makeWorker(old.generation() + 1);
        m_worker->process().start();
        done(QCborMap{{u"pause_ms"_s, 0}});
        return;
    }
    qCInfo(lcSupervisor).noquote() << m_manifest.name << "is being replaced";
    m_updated = done;
    m_successor = makeWorker(old.generation() + 1);
    m_replacement = std::make_unique<Replacement>(old, m_successor->process());
    connect(m_replacement.get(), &Replacement::stageChanged, this, [this] {
        if (m_replacement->stage() == Replacement::Stage::Opening)
            Q_EMIT ended(); // what the old one said of itself is no longer so
        Q_EMIT changed();
    });
    connect(m_replacement.get(), &Replacement::finished, this, &HostedService::finishUpdate);
    m_replacement->start();
}

void HostedService::finishUpdate(const Result<void> &result)
{
    const qint64 pauseMs = m_replacement->pauseMs();
    // We are called from inside of it, and of one of the workers.
    m_replacement.release()->deleteLater();
    std::unique_ptr<ServiceWorker> leaving = std::move(m_successor);
    if (result) {
        std::swap(m_worker, leaving);
        m_worker->process().setOnProbation(false);
        qCInfo(lcSupervisor).noquote() << m_manifest.name << "was replaced; clients waited" << pauseMs << "ms";
    } else {
        qCWarning(lcSupervisor).noquote() << m_manifest.name << "was not replaced:" << result.error().message;
    }
    retire(std::move(leaving));
    Q_EMIT changed();
    const CommandDone done = std::exchange(m_updated, nullptr);
    done(result ? Result<QCborMap>(QCborMap{{u"pause_ms"_s, pauseMs}}) : Result<QCborMap>(result.error()));
}

/// Lets a worker that has nothing to do with the service any more end in its own time.
void HostedService::retire(std::unique_ptr<ServiceWorker> worker)
{
    ServiceWorker *leaving = worker.release();
    leaving->setParent(this);
    SupervisedWorker *process = &leaving->process();
    process->disconnect(this);
    connect(process, &SupervisedWorker::stateChanged, leaving, [leaving, process] {
        if (process->state() == State::Stopped)
            leaving->deleteLater();
    });
    process->stop(kRetireMs);
}

void HostedService::giveUpUpdate(const Error &why)
{
    if (!m_replacement)
        return;
    // Whoever has the service's state now is the one to go on, or to be stopped in good order.
    if (&serving() != m_worker.get())
        std::swap(m_worker, m_successor);
    m_worker->process().setOnProbation(false);
    m_replacement.release()->deleteLater();
    m_successor.release()->deleteLater();
    const CommandDone done = std::exchange(m_updated, nullptr);
    done(why);
}

Link::ServiceEntry HostedService::entry() const
{
    const ServiceWorker &worker = *m_worker;
    const bool holds = m_replacement && m_replacement->stage() != Replacement::Stage::Starting;
    Link::ServiceEntry entry;
    entry.name = m_manifest.name;
    entry.path = m_manifest.path;
    entry.subPaths = m_manifest.subPaths;
    entry.localOnly = m_manifest.localOnly;
    entry.subprotocols = m_manifest.subprotocols;
    entry.messageBytes = m_manifest.messageBytes;
    entry.generation = worker.process().generation();
    entry.state = holds ? u"replacing"_s : SupervisedWorker::stateName(worker.process().state());
    if (worker.process().state() == State::Running) {
        entry.socket = worker.socket();
        entry.token = worker.dataToken();
    }
    return entry;
}

QString HostedService::stateName() const
{
    return m_replacement ? u"replacing"_s : SupervisedWorker::stateName(worker().state());
}

void HostedService::tellGateways()
{
    for (ServiceWorker *worker : {m_worker.get(), m_successor.get()}) {
        if (worker)
            worker->tellGateways();
    }
}

} // namespace Lanroom
