// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/messages.h"
#include "supervisor/supervised_worker.h"

#include <functional>
#include <vector>

namespace Lanroom {

class ListenSocket;
class Settings;

/// The gateways: N equal workers on one listening socket, slots 1 to N. Each is told the services and
/// the health as they are now when it comes, and at every change. Main thread, owned by Supervisor.
class GatewayPool : public QObject
{
    Q_OBJECT
public:
    /// What the gateways are made of; the references outlive the pool.
    struct Plan
    {
        int count = 1;
        QString program;
        const ListenSocket &socket;
        const Settings &settings;
    };

    GatewayPool(const Plan &plan, ControlServer &control, const Clock &clock, QObject *parent);
    ~GatewayPool() override;

    void start();
    void stop(int withinMs);
    bool allAre(SupervisedWorker::State state) const;

    int count() const { return int(m_workers.size()); }
    const SupervisedWorker &worker(int slot) const { return *m_workers.at(size_t(slot - 1)); }
    /// The gateway that has this client; null when that life of it is over.
    SupervisedWorker *ofClient(ClientId client);
    /// Those that serve now, for services.
    Link::GatewayList list() const;

    void setServices(const Link::ServiceList &services);
    void setHealth(const Link::Health &health);
    /// A setting that applies at once has changed.
    void sendSettings();
    /// Calls done, once, when every gateway has taken what it was sent so far, or has ended.
    void sync(const std::function<void()> &done);

Q_SIGNALS:
    void changed();
    void frameReceived(Lanroom::SupervisedWorker &gateway, int slot, const Lanroom::Link::Frame &frame);
    /// That life of that slot is over, and with it every client whose id it made.
    void ended(int slot, int generation);

private:
    void add(int slot, ControlServer &control, const Clock &clock);
    void configure(SupervisedWorker &worker, int slot);
    template <typename M> void broadcast(const M &message);

    Plan m_plan;
    std::vector<std::unique_ptr<SupervisedWorker>> m_workers;
    Link::ServiceList m_services;
    Link::Health m_health;
};

} // namespace Lanroom
