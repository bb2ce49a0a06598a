// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/change_notice.h"
#include "server/workers.h"

namespace Lanroom {

class ClientTable;
class ServiceWatch;
class Supervisor;

/// Services and gateways, read off the supervisor of the present run. Main thread, owned by the
/// server.
class WorkerTable final : public Workers
{
    Q_OBJECT
public:
    explicit WorkerTable(const ClientTable &clients);

    QList<ServiceRow> services() const override;
    QList<GatewayRow> gateways() const override;
    void updateService(const QString &name, const CommandDone &done) override;
    void restartService(const QString &name, const CommandDone &done) override;

    /// Null between runs: then there are no workers.
    void setRun(Supervisor *supervisor, ServiceWatch *found);

private:
    const ClientTable &m_clients;
    Supervisor *m_supervisor = nullptr;
    ServiceWatch *m_found = nullptr;
    ChangeNotice m_notice;
};

} // namespace Lanroom
