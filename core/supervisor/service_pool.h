// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/hosted_service.h"

#include <vector>

namespace Lanroom {

/// The services, one for each manifest. A service gets a folder of its own in the data directory. Main
/// thread, owned by Supervisor.
class ServicePool : public QObject
{
    Q_OBJECT
public:
    /// The references outlive the pool.
    struct Plan
    {
        QList<Manifest> manifests;
        QString dataDir;
        const RunDir &runDir;
        const Settings &settings;
    };

    ServicePool(const Plan &plan, ControlServer &control, const Clock &clock, QObject *parent);
    ~ServicePool() override;

    /// Makes the data folders, finds the programs and starts them all, or none.
    Result<void> start();
    void stop(int withinMs);
    /// Replaces a service's worker while it serves; done hears how it went.
    void update(const QString &name, const CommandDone &done);
    bool allAre(std::initializer_list<SupervisedWorker::State> states) const;

    const std::vector<std::unique_ptr<HostedService>> &services() const { return m_services; } // by name
    /// Null when there is no service of this name.
    HostedService *find(const QString &name) const;
    /// As gateways see them.
    Link::ServiceList list() const;

    void setGateways(const Link::GatewayList &gateways);

Q_SIGNALS:
    void changed();
    void frameReceived(Lanroom::SupervisedWorker &service, const Lanroom::Link::Frame &frame);
    void ended(const QString &service);

private:
    void follow(HostedService &service);

    Plan m_plan;
    Link::GatewayList m_gateways;
    const ServiceWorker::Surroundings m_surroundings;
    std::vector<std::unique_ptr<HostedService>> m_services;
};

} // namespace Lanroom
