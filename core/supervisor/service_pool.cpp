// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_pool.h"

#include "config/settings.h"

#include <algorithm>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

ServicePool::ServicePool(const Plan &plan, ControlServer &control, const Clock &clock, QObject *parent)
    : QObject(parent), m_plan(plan),
      m_surroundings{m_plan.dataDir, m_plan.runDir, m_plan.settings, control, clock, m_gateways}
{
}

ServicePool::~ServicePool() = default;

Result<void> ServicePool::start()
{
    for (const Manifest &manifest : std::as_const(m_plan.manifests)) {
        auto service = std::make_unique<HostedService>(manifest, m_surroundings);
        if (const Result<void> prepared = service->prepare(); !prepared)
            return prepared;
        follow(*service);
        m_services.push_back(std::move(service));
    }
    for (const auto &service : m_services)
        service->start();
    return {};
}

void ServicePool::follow(HostedService &service)
{
    connect(&service, &HostedService::changed, this, &ServicePool::changed);
    connect(&service, &HostedService::ended, this,
            [this, &service] { Q_EMIT ended(service.manifest().name); });
    connect(&service, &HostedService::frameReceived, this,
            [this, &service](const Link::Frame &frame) { Q_EMIT frameReceived(service.worker(), frame); });
}

void ServicePool::stop(int withinMs)
{
    for (const auto &service : m_services)
        service->stop(withinMs);
}

void ServicePool::update(const QString &name, const CommandDone &done)
{
    if (HostedService *service = find(name))
        service->update(done);
    else
        done(Error{ErrorCode::NotFound, u"there is no service '%1'"_s.arg(name)});
}

bool ServicePool::allAre(std::initializer_list<SupervisedWorker::State> states) const
{
    return std::all_of(m_services.begin(), m_services.end(), [states](const auto &service) {
        return std::find(states.begin(), states.end(), service->worker().state()) != states.end();
    });
}

HostedService *ServicePool::find(const QString &name) const
{
    for (const auto &service : m_services) {
        if (service->manifest().name == name)
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
        entry.localOnly = entry.localOnly && !open.contains(entry.name);
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
