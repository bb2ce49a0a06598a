// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/hosted_service.h"

#include "config/data_dir.h"
#include "supervisor/installation.h"
#include "supervisor/log.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using State = SupervisedWorker::State;

namespace {
constexpr int kRetireMs = 2000; // that a worker may take to exit when it isn't needed any more
}

HostedService::HostedService(const Manifest &manifest, int instance,
                             const ServiceWorker::Surroundings &surroundings)
    : m_name(instance == 1 ? manifest.name : u"%1#%2"_s.arg(manifest.name).arg(instance)),
      m_instance(instance), m_manifest(manifest), m_surroundings(surroundings)
{
    m_rest.setIdleSeconds(manifest.idleStopSeconds);
    connect(&m_rest, &ServiceRest::phaseChanged, this, [this] {
        if (m_leaving && !isResting()) // its worker died over it, and need not come back
            stop(kRetireMs);
        Q_EMIT changed();
    });
}

HostedService::~HostedService() = default;

Result<void> HostedService::prepare(int firstGeneration)
{
    const Result<ChildProcess::Program> program = Installation::program(m_manifest);
    if (!program)
        return program.error();
    m_program = *program;
    adopt(makeWorker(firstGeneration));
    return DataDir::prepare(DataDir::serviceFolder(m_surroundings.dataDir, m_name));
}

std::unique_ptr<ServiceWorker> HostedService::makeWorker(int firstGeneration)
{
    auto worker =
        std::make_unique<ServiceWorker>(m_name, m_manifest, m_program, m_surroundings, firstGeneration);
    SupervisedWorker *process = &worker->process();
    connect(process, &SupervisedWorker::stateChanged, this, &HostedService::changed);
    connect(process, &SupervisedWorker::troubleChanged, this, &HostedService::changed);
    connect(process, &SupervisedWorker::stateChanged, this, [this, process] {
        if (process->state() != State::Running || m_replacement)
            return;
        // One whose update was cut short is started again as it was.
        m_updateAgain |= !m_worker->manifest().runsLike(m_manifest);
        renewLater();
    });
    connect(process, &SupervisedWorker::ended, this, [this, process] {
        if (!isServing(process))
            return;
        m_notTaken.clear();
        Q_EMIT ended();
    });
    connect(process, &SupervisedWorker::frameReceived, this, [this, process](const Link::Frame &frame) {
        if (isServing(process))
            Q_EMIT frameReceived(frame);
    });
    return worker;
}

/// The worker that is there from now on.
void HostedService::adopt(std::unique_ptr<ServiceWorker> worker)
{
    m_worker = std::move(worker);
    m_rest.follow(&m_worker->process());
}

bool HostedService::isWell() const
{
    const bool sleeps = m_manifest.start == Manifest::Start::OnDemand || m_manifest.idleStopSeconds > 0;
    const SupervisedWorker &serves = worker();
    const bool wakes = sleeps && serves.state() == State::Starting && serves.restarts() == 0;
    if (!serves.trouble().isEmpty())
        return false;
    return serves.state() == State::Running || wakes || isResting() || m_leaving || m_replacement;
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
    if (m_manifest.start == Manifest::Start::OnDemand)
        m_rest.beginAsleep();
    else
        m_worker->process().start();
}

void HostedService::want()
{
    if (!isIdle() || m_leaving || m_stopping)
        return;
    qCInfo(lcSupervisor).noquote() << m_name << "is wanted";
    adopt(makeNextWorker());
    m_worker->process().start();
    m_rest.wake(); // after it: gateways must not think the service stopped
}

void HostedService::setManifest(const Manifest &manifest)
{
    const bool goesOn = manifest.runsLike(m_manifest);
    m_manifest = manifest;
    m_rest.setIdleSeconds(manifest.idleStopSeconds);
    if (!goesOn)
        renew();
    if (isIdle() && manifest.start == Manifest::Start::WithServer && manifest.idleStopSeconds == 0)
        want();
    Q_EMIT changed();
}

void HostedService::stop(int withinMs)
{
    m_stopping = true;
    giveUpUpdate({ErrorCode::Closed, u"%1 was stopped"_s.arg(m_name)});
    m_rest.follow(nullptr);
    m_worker->process().stop(withinMs);
}

void HostedService::leave(int withinMs)
{
    if (m_leaving)
        return;
    qCInfo(lcSupervisor).noquote() << m_name << "was taken away";
    m_leaving = true;
    giveUpUpdate({ErrorCode::Closed, u"%1 was taken away"_s.arg(m_name)});
    if (!m_rest.begin())
        stop(withinMs);
    Q_EMIT changed();
}

void HostedService::restart(int withinMs)
{
    if (m_leaving)
        return;
    if (isIdle())
        return want(); // by what its manifest says now
    giveUpUpdate({ErrorCode::Closed, u"%1 was restarted"_s.arg(m_name)});
    m_worker->process().restart(withinMs);
    m_rest.wake(); // after it: gateways must not think the service stopped
}

/// The program, or what the manifest says of it, has changed.
void HostedService::renew()
{
    if (m_replacement)
        m_updateAgain = true;
    else if (!isIdle() && !m_leaving && !m_stopping)
        update([](const Result<QCborMap> &) {}); // what came of it is in the log
}

/// The next worker, not started yet, as the manifest and the program are now.
std::unique_ptr<ServiceWorker> HostedService::makeNextWorker()
{
    if (const Result<ChildProcess::Program> program = Installation::program(m_manifest); program)
        m_program = *program;
    return makeWorker(m_worker->process().generation() + 1);
}

void HostedService::update(const CommandDone &done)
{
    if (m_leaving) {
        done(Error{ErrorCode::Closed, u"%1 was taken away"_s.arg(m_name)});
        return;
    }
    if (m_replacement) {
        done(Error{ErrorCode::Busy, u"%1 is being replaced already"_s.arg(m_name)});
        return;
    }
    if (isResting()) { // who wants it next gets a new worker anyway
        done(QCborMap{{u"pause_ms"_s, 0}});
        return;
    }
    SupervisedWorker &old = m_worker->process();
    if (old.isFinishing()) { // what it has acknowledged
        m_updateAgain = true;
        done(Error{ErrorCode::Busy, u"%1 is ending; it is updated when it serves again"_s.arg(m_name)});
        return;
    }
    if (old.state() != State::Running) {
        adopt(makeNextWorker());
        m_worker->process().start();
        done(QCborMap{{u"pause_ms"_s, 0}});
        return;
    }
    qCInfo(lcSupervisor).noquote() << m_name << "is being replaced";
    m_rest.follow(nullptr);
    m_updated = done;
    m_successor = makeNextWorker();
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
        m_notTaken.clear();
        qCInfo(lcSupervisor).noquote() << m_name << "was replaced; clients waited" << pauseMs << "ms";
    } else {
        m_notTaken = result.error().message;
        qCWarning(lcSupervisor).noquote() << m_name << "was not replaced:" << m_notTaken;
    }
    retire(std::move(leaving));
    m_rest.follow(&m_worker->process());
    Q_EMIT changed();
    const CommandDone done = std::exchange(m_updated, nullptr);
    done(result ? Result<QCborMap>(QCborMap{{u"pause_ms"_s, pauseMs}}) : Result<QCborMap>(result.error()));
    renewLater();
}

/// What could not be done when it was asked for. Not now: it may end the worker that is speaking.
void HostedService::renewLater()
{
    if (std::exchange(m_updateAgain, false))
        QMetaObject::invokeMethod(this, &HostedService::renew, Qt::QueuedConnection);
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
    m_replacement->giveUp(); // before a worker's state changes, which would have it go on
    // Whoever has the service's state now is the one to go on, or to be stopped in good order.
    if (&serving() != m_worker.get())
        std::swap(m_worker, m_successor);
    m_worker->process().setOnProbation(false);
    m_replacement.release()->deleteLater();
    m_successor.release()->deleteLater();
    m_updateAgain = false;
    m_rest.follow(&m_worker->process());
    const CommandDone done = std::exchange(m_updated, nullptr);
    done(why);
}

Link::ServiceEntry HostedService::entry() const
{
    const ServiceWorker &worker = *m_worker;
    const bool handsOver = m_replacement ? m_replacement->stage() != Replacement::Stage::Starting
                                         : isResting() && !isIdle();
    Link::ServiceEntry entry;
    entry.name = m_name;
    entry.path = m_leaving ? QString() : m_manifest.path;
    entry.title = m_manifest.title;
    entry.about = m_manifest.about;
    entry.subPaths = m_manifest.subPaths;
    entry.localOnly = m_manifest.localOnly;
    entry.subprotocols = m_manifest.subprotocols;
    entry.origins = m_manifest.origins;
    entry.messageBytes = m_manifest.messageBytes;
    // One that has let go is no address any more, and one that takes back is none yet.
    const bool takesLinks = m_rest.phase() != ServiceRest::Phase::Stopping
        && (!m_replacement || m_replacement->stage() == Replacement::Stage::Starting
            || m_replacement->stage() == Replacement::Stage::Draining);
    entry.generation = worker.process().generation();
    entry.state = isIdle()  ? (m_leaving ? u"stopped"_s : u"idle"_s)
                : handsOver ? u"replacing"_s
                            : SupervisedWorker::stateName(worker.process().state());
    if (worker.process().state() == State::Running && takesLinks) {
        entry.socket = worker.socket();
        entry.token = worker.dataToken();
    }
    return entry;
}

QString HostedService::stateName() const
{
    if (m_leaving || (isResting() && !isIdle()))
        return u"stopping"_s;
    if (isIdle())
        return u"idle"_s;
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
