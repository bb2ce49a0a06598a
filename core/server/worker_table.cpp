// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/worker_table.h"

#include "server/client_table.h"
#include "supervisor/supervisor.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

WorkerTable::WorkerTable(const ClientTable &clients) : m_clients(clients)
{
    connect(&m_notice, &ChangeNotice::due, this, &Workers::changed);
    // A gateway's row counts its clients.
    connect(&clients, &Clients::changed, &m_notice, &ChangeNotice::touch);
}

QList<ServiceRow> WorkerTable::services() const
{
    QList<ServiceRow> rows;
    if (!m_supervisor)
        return rows;
    for (const auto &service : m_supervisor->services().services()) {
        const SupervisedWorker &worker = service->worker();
        rows.append({worker.name(), service->manifest().path, worker.pid(), service->stateName(),
                     worker.restarts(), worker.lastError()});
    }
    return rows;
}

QList<GatewayRow> WorkerTable::gateways() const
{
    QList<GatewayRow> rows;
    if (!m_supervisor)
        return rows;
    for (int slot = 1; slot <= m_supervisor->gateways().count(); ++slot) {
        const SupervisedWorker &worker = m_supervisor->gateways().worker(slot);
        rows.append({slot, worker.pid(), SupervisedWorker::stateName(worker.state()),
                     worker.restarts(), m_clients.countOfGateway(slot)});
    }
    return rows;
}

void WorkerTable::restartService(const QString &name, const CommandDone &done)
{
    HostedService *service = m_supervisor ? m_supervisor->services().find(name) : nullptr;
    if (!service) {
        done(Error{ErrorCode::NotFound, u"there is no service '%1'"_s.arg(name)});
        return;
    }
    m_supervisor->restartService(*service);
    done(QCborMap());
}

void WorkerTable::updateService(const QString &name, const CommandDone &done)
{
    if (m_supervisor)
        m_supervisor->services().update(name, done);
    else
        done(Error{ErrorCode::Closed, u"the server does not run"_s});
}

void WorkerTable::setSupervisor(Supervisor *supervisor)
{
    m_supervisor = supervisor;
    if (supervisor)
        connect(supervisor, &Supervisor::changed, &m_notice, &ChangeNotice::touch);
    m_notice.touch();
}

} // namespace Lanroom
