// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_pool.h"

#include "config/settings.h"
#include "supervisor/log.h"

#include <algorithm>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using State = SupervisedWorker::State;

namespace {

constexpr int kStopMs = 2000; // that a worker may take to finish what it acknowledged
/// What keeps a service from being started at all (no program, a full disk) may be mended meanwhile.
constexpr int kAgainMs = 5000;

Error noSuch(const QString &name)
{
    return {ErrorCode::NotFound, u"there is no service '%1'"_s.arg(name)};
}

Error stoppingNow()
{
    return {ErrorCode::Closed, u"the server is stopping"_s};
}

} // namespace

ServicePool::ServicePool(const Plan &plan, ControlServer &control, const Clock &clock, QObject *parent)
    : QObject(parent), m_plan(plan),
      m_surroundings{m_plan.dataDir, m_plan.runDir, m_plan.settings, control, clock, m_gateways}
{
    m_again.setSingleShot(true);
    m_again.setInterval(kAgainMs);
    connect(&m_again, &QTimer::timeout, this, &ServicePool::reconcile);
}

ServicePool::~ServicePool() = default;

void ServicePool::setManifests(const QList<Manifest> &manifests)
{
    m_manifests = manifests;
    reconcile();
}

void ServicePool::reconcile()
{
    if (m_stopping)
        return;
    for (const auto &service : m_services) {
        const Manifest *manifest = wanted(*service);
        // Paths are spread anew over another number of instances, and nobody's path may lie in two.
        if (!manifest || manifest->instances != service->manifest().instances)
            service->leave(kStopMs);
        else if (!service->isLeaving() && *manifest != service->manifest())
            service->setManifest(*manifest);
    }
    const QList<BadManifest> before = std::exchange(m_bad, {});
    for (const Manifest &manifest : std::as_const(m_manifests)) {
        if (instancesOf(manifest.name).isEmpty())
            add(manifest);
    }
    for (const BadManifest &bad : std::as_const(m_bad)) {
        if (!before.contains(bad))
            qCWarning(lcSupervisor).noquote() << "a service is left out:" << bad.why;
    }
    if (!m_bad.isEmpty())
        m_again.start();
    std::sort(m_services.begin(), m_services.end(), [](const auto &a, const auto &b) {
        return std::pair(a->manifest().name, a->instance()) < std::pair(b->manifest().name, b->instance());
    });
    Q_EMIT changed();
}

/// All its instances or none: one that came later would take over paths whose clients are in others.
void ServicePool::add(const Manifest &manifest)
{
    std::vector<std::unique_ptr<HostedService>> instances;
    for (int instance = 1; instance <= manifest.instances; ++instance) {
        auto service = std::make_unique<HostedService>(manifest, instance, m_surroundings);
        const Result<void> prepared = service->prepare(m_generations.value(service->name()) + 1);
        if (!prepared) {
            m_bad.append(BadManifest::of(manifest.folder + u'/' + Manifest::fileName(manifest.name),
                                         prepared.error().message));
            return;
        }
        instances.push_back(std::move(service));
    }
    for (auto &service : instances) {
        follow(*service);
        m_services.push_back(std::move(service));
        m_services.back()->start();
    }
}

void ServicePool::follow(HostedService &service)
{
    connect(&service, &HostedService::changed, this, [this, &service] {
        if (service.hasLeft()) // we are called from inside of it
            QMetaObject::invokeMethod(this, &ServicePool::sweep, Qt::QueuedConnection);
        Q_EMIT changed();
    });
    connect(&service, &HostedService::ended, this, [this, &service] { Q_EMIT ended(service.name()); });
    connect(&service, &HostedService::frameReceived, this,
            [this, &service](const Link::Frame &frame) { Q_EMIT frameReceived(service.worker(), frame); });
}

/// Whoever has left makes place for who bears its name next.
void ServicePool::sweep()
{
    for (const auto &service : m_services) {
        if (service->hasLeft())
            m_generations.insert(service->name(), service->worker().generation());
    }
    if (std::erase_if(m_services, [](const auto &service) { return service->hasLeft(); }) > 0) {
        Q_EMIT changed(); // gateways hear that it has gone, whatever comes
        reconcile();
    }
}

const Manifest *ServicePool::wanted(const HostedService &service) const
{
    for (const Manifest &manifest : m_manifests) {
        if (manifest.name == service.manifest().name)
            return &manifest;
    }
    return nullptr;
}

QList<HostedService *> ServicePool::instancesOf(const QString &name) const
{
    QList<HostedService *> instances;
    for (const auto &service : m_services) {
        if (service->manifest().name == name)
            instances.append(service.get());
    }
    return instances;
}

void ServicePool::stop(int withinMs)
{
    m_stopping = true;
    m_again.stop();
    for (const auto &service : m_services)
        service->stop(withinMs);
}

Result<void> ServicePool::restart(const QString &name)
{
    const QList<HostedService *> instances = instancesOf(name);
    if (instances.isEmpty())
        return noSuch(name);
    if (m_stopping)
        return stoppingNow();
    if (instances.first()->isLeaving()) // and so are the others
        return Error{ErrorCode::Closed, u"%1 was taken away"_s.arg(name)};
    for (HostedService *service : instances)
        service->restart(kStopMs);
    return {};
}

void ServicePool::update(const QString &name, const CommandDone &done)
{
    const QList<HostedService *> instances = instancesOf(name);
    if (instances.isEmpty()) {
        done(noSuch(name));
        return;
    }
    if (m_stopping) {
        done(stoppingNow());
        return;
    }
    struct Course
    {
        qsizetype open;
        Result<QCborMap> result = QCborMap();
    };
    const auto course = std::make_shared<Course>(Course{instances.size()});
    for (HostedService *service : instances) {
        service->update([course, done](const Result<QCborMap> &result) {
            if (course->result)
                course->result = result;
            if (--course->open == 0)
                done(course->result);
        });
    }
}

void ServicePool::renew(const QString &name)
{
    if (m_stopping)
        return;
    for (HostedService *service : instancesOf(name))
        service->renew();
}

void ServicePool::renewAll()
{
    if (m_stopping)
        return;
    for (const auto &service : m_services) {
        const bool hasHadItsRun = service->worker().state() == State::Failed
            && service->manifest().restart == Manifest::Restart::Never;
        if (!hasHadItsRun) // one that has failed otherwise may have failed for want of the place
            service->renew();
    }
}

void ServicePool::countClients(const std::function<qint64(const QString &)> &clientsOf)
{
    for (const auto &service : m_services)
        service->setClients(clientsOf(service->name()));
}

bool ServicePool::isWhole() const
{
    return m_bad.isEmpty() && std::all_of(m_services.begin(), m_services.end(), [](const auto &service) {
        return service->isWell();
    });
}

bool ServicePool::isSettled() const
{
    return std::all_of(m_services.begin(), m_services.end(), [](const auto &service) {
        const SupervisedWorker &worker = service->worker();
        const bool begins = worker.state() == State::Starting || worker.state() == State::Stopped;
        // One that has failed at it before keeps nobody waiting: it may go on so for ever.
        return !begins || worker.restarts() > 0 || service->isIdle() || service->isLeaving();
    });
}

bool ServicePool::hasStopped() const
{
    return std::all_of(m_services.begin(), m_services.end(), [](const auto &service) {
        return service->worker().state() == State::Stopped;
    });
}

HostedService *ServicePool::find(const QString &name) const
{
    for (const auto &service : m_services) {
        if (service->name() == name)
            return service.get();
    }
    return nullptr;
}

Link::ServiceList ServicePool::list() const
{
    const QStringList open = m_plan.settings.list("services.open"_L1);
    Link::ServiceList list;
    for (const auto &service : m_services) {
        Link::ServiceEntry entry = service->entry();
        entry.localOnly = entry.localOnly && !open.contains(service->manifest().name);
        list.services.append(entry);
    }
    return list;
}

void ServicePool::setGateways(const Link::GatewayList &gateways)
{
    m_gateways = gateways;
    for (const auto &service : m_services)
        service->tellGateways();
}

} // namespace Lanroom
