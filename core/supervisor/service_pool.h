// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/messages.h"
#include "supervisor/manifest.h"
#include "supervisor/supervised_worker.h"

#include <vector>

namespace Lanroom {

class RunDir;
class Settings;

/// The services: one worker for each manifest. A worker gets a folder of its own in the data
/// directory and, fresh with every start, the socket to listen on and the token that gateways will say
/// there. Main thread, owned by Supervisor.
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
    bool allAre(std::initializer_list<SupervisedWorker::State> states) const;

    struct Service
    {
        Manifest manifest;
        std::unique_ptr<SupervisedWorker> worker;
        QString socket; // of the present start
        QByteArray dataToken;
    };
    const std::vector<std::unique_ptr<Service>> &services() const { return m_services; } // by name
    /// Null when there is no service of this name.
    SupervisedWorker *find(const QString &name) const;
    /// As gateways see them.
    Link::ServiceList list() const;

    void setGateways(const Link::GatewayList &gateways);

Q_SIGNALS:
    void changed();
    void frameReceived(Lanroom::SupervisedWorker &service, const Lanroom::Link::Frame &frame);
    void ended(Lanroom::SupervisedWorker &service);

private:
    void configure(Service &service);

    Plan m_plan;
    ControlServer &m_control;
    const Clock &m_clock;
    std::vector<std::unique_ptr<Service>> m_services;
    Link::GatewayList m_gateways;
};

} // namespace Lanroom
