// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/supervisor.h"

namespace Lanroom {

using State = SupervisedWorker::State;

Supervisor::Supervisor(const GatewayPool::Plan &gateways, const ServicePool::Plan &services,
                       const Clock &clock, QObject *parent)
    : QObject(parent), m_gateways(gateways, m_control, clock, nullptr),
      m_services(services, m_control, clock, nullptr)
{
    connect(&m_services, &ServicePool::changed, this, &Supervisor::tellEachOther);
    connect(&m_gateways, &GatewayPool::changed, this, &Supervisor::tellEachOther);
}

Result<void> Supervisor::start(const QString &controlSocket, const QList<Manifest> &services)
{
    if (const Result<void> listening = m_control.listen(controlSocket); !listening)
        return listening;
    m_services.setManifests(services);
    m_gateways.start();
    return {};
}

Result<void> Supervisor::moveTo(const QString &controlSocket)
{
    if (const Result<void> listening = m_control.listen(controlSocket); !listening)
        return listening;
    m_services.renewAll();
    return {};
}

void Supervisor::stop()
{
    m_phase = Phase::Services;
    m_services.stop(kStopServicesMs);
    goOnStopping();
}

bool Supervisor::isServing() const
{
    return m_gateways.allAre(State::Running) && m_services.isSettled();
}

bool Supervisor::isWhole() const
{
    return m_gateways.allAre(State::Running) && m_services.isWhole();
}

void Supervisor::sendSettings()
{
    m_gateways.sendSettings();
    m_gateways.setServices(m_services.list());
}

void Supervisor::tellEachOther()
{
    if (m_phase != Phase::Up) {
        // Gateways hold their clients for services that leave; they must not think them failed.
        goOnStopping();
        return;
    }
    m_gateways.setServices(m_services.list());
    m_services.setGateways(m_gateways.list());
    Q_EMIT changed();
}

void Supervisor::goOnStopping()
{
    if (m_phase == Phase::Services && m_services.hasStopped()) {
        m_phase = Phase::Gateways;
        m_gateways.stop(kStopGatewaysMs);
    }
    if (m_phase == Phase::Gateways && m_gateways.allAre(State::Stopped)) {
        m_phase = Phase::Stopped;
        Q_EMIT stopped();
    }
}

} // namespace Lanroom
