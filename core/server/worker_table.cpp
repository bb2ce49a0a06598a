// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/worker_table.h"

#include "server/client_table.h"
#include "supervisor/service_watch.h"
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
        const Manifest &manifest = service->manifest();
        ServiceRow row{service->name(), manifest.path, worker.pid(), service->stateName(),
                       worker.restarts(), service->lastError()};
        row.title = manifest.title;
        row.start = manifest.start == Manifest::Start::OnDemand ? u"demand"_s : u"server"_s;
        row.clients = m_clients.countOfService(service->name());
        row.trouble = worker.trouble();
        rows.append(row);
    }
    for (const BadManifest &bad : m_found->choice().bad + m_supervisor->services().bad())
        rows.append({bad.name, {}, 0, ServiceRow::kBadManifest, 0, bad.why});
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
    if (!m_supervisor)
        done(Error{ErrorCode::Closed, u"the server does not run"_s});
    else if (const Result<void> begun = m_supervisor->services().restart(name); !begun)
        done(begun.error());
    else
        done(QCborMap());
}

void WorkerTable::updateService(const QString &name, const CommandDone &done)
{
    if (m_supervisor)
        m_supervisor->services().update(name, done);
    else
        done(Error{ErrorCode::Closed, u"the server does not run"_s});
}

void WorkerTable::setRun(Supervisor *supervisor, ServiceWatch *found)
{
    m_supervisor = supervisor;
    m_found = found;
    if (supervisor) {
        connect(supervisor, &Supervisor::changed, &m_notice, &ChangeNotice::touch);
        connect(found, &ServiceWatch::changed, &m_notice, &ChangeNotice::touch);
    }
    m_notice.touch();
}

} // namespace Lanroom
