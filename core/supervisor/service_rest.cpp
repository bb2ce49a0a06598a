// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_rest.h"

#include "supervisor/log.h"
#include "supervisor/supervised_worker.h"

namespace Lanroom {

using State = SupervisedWorker::State;

ServiceRest::ServiceRest()
{
    m_unused.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kDrainMs);
    connect(&m_unused, &QTimer::timeout, this, [this] {
        qCInfo(lcSupervisor).noquote() << m_worker->name() << "is put to rest: nobody uses it";
        begin();
    });
    connect(&m_patience, &QTimer::timeout, this, &ServiceRest::stopWorker);
}

void ServiceRest::setIdleSeconds(int seconds)
{
    if (seconds == m_idleSeconds)
        return;
    m_idleSeconds = seconds;
    m_unused.stop();
    consider();
}

void ServiceRest::setClients(qint64 count)
{
    m_clients = count;
    consider();
}

void ServiceRest::follow(SupervisedWorker *worker)
{
    if (m_worker)
        m_worker->disconnect(this);
    m_worker = worker;
    if (worker) {
        connect(worker, &SupervisedWorker::stateChanged, this, &ServiceRest::workerChanged);
        connect(worker, &SupervisedWorker::handedOver, this, &ServiceRest::stopWorker);
    }
    m_unused.stop();
    if (!worker)
        m_patience.stop();
    consider();
}

void ServiceRest::consider()
{
    const bool unused = m_phase == Phase::Awake && m_idleSeconds > 0 && m_clients == 0 && m_worker &&
                        m_worker->state() == State::Running;
    if (!unused)
        m_unused.stop();
    else if (!m_unused.isActive())
        m_unused.start(m_idleSeconds * 1000);
}

bool ServiceRest::begin()
{
    if (!m_worker || m_worker->state() != State::Running)
        return false;
    if (m_phase == Phase::Awake)
        setPhase(Phase::Draining);
    return true;
}

void ServiceRest::stopWorker()
{
    if (m_phase != Phase::Draining || !m_worker)
        return;
    setPhase(Phase::Stopping);
    m_worker->stop(kStopMs);
}

void ServiceRest::workerChanged()
{
    const State state = m_worker->state();
    if (m_phase == Phase::Stopping && state == State::Stopped) {
        setPhase(Phase::Asleep);
    } else if (m_phase == Phase::Draining && state != State::Running) {
        setPhase(Phase::Awake); // it died; whoever follows it is not at rest
    }
    consider();
}

void ServiceRest::setPhase(Phase phase)
{
    m_phase = phase;
    m_patience.stop();
    m_unused.stop();
    if (phase == Phase::Draining)
        m_patience.start();
    Q_EMIT phaseChanged();
}

} // namespace Lanroom
