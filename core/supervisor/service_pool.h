// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/hosted_service.h"
#include "supervisor/service_choice.h"

#include <QtCore/qhash.h>

#include <vector>

namespace Lanroom {

/// The services, as many instances of each as its manifest says, and none that has no manifest. A
/// service gets a folder of its own in the data directory. What keeps one from being started is no
/// matter to the others. Main thread, owned by Supervisor.
class ServicePool : public QObject
{
    Q_OBJECT
public:
    /// The references outlive the pool.
    struct Plan
    {
        QString dataDir;
        const RunDir &runDir;
        const Settings &settings;
    };

    ServicePool(const Plan &plan, ControlServer &control, const Clock &clock, QObject *parent);
    ~ServicePool() override;

    /// What there is to be from now on: starts what is new, lets go what is not in the list, and has
    /// what has changed follow its manifest. One that comes back before it has gone waits for that.
    void setManifests(const QList<Manifest> &manifests);
    /// Those of the list that could not be started at all. They are tried again every few seconds.
    const QList<BadManifest> &bad() const { return m_bad; }
    void stop(int withinMs);

    // A name means all instances; NotFound when there is none, Closed when it was taken away or we stop.
    /// Ends the workers in good order and starts new ones; the way out of 'failed'.
    Result<void> restart(const QString &name);
    /// Replaces the workers while they serve; done hears how it went, the first error of several.
    void update(const QString &name, const CommandDone &done);
    /// The service's program has changed.
    void renew(const QString &name);
    /// Workers can be reached at another place only: the same for all services but those that run once, and have.
    void renewAll();
    /// clientsOf: how many an instance has now.
    void countClients(const std::function<qint64(const QString &name)> &clientsOf);

    /// Every service runs, or rests, or leaves.
    bool isWhole() const;
    /// The same, but some may have failed, or ended and wait to be started again.
    bool isSettled() const;
    bool hasStopped() const;

    const std::vector<std::unique_ptr<HostedService>> &services() const { return m_services; } // by name
    /// Null when there is no instance of this name.
    HostedService *find(const QString &name) const;
    /// As gateways see them.
    Link::ServiceList list() const;

    void setGateways(const Link::GatewayList &gateways);

Q_SIGNALS:
    void changed();
    void frameReceived(Lanroom::SupervisedWorker &service, const Lanroom::Link::Frame &frame);
    void ended(const QString &service);

private:
    void reconcile();
    void add(const Manifest &manifest);
    void follow(HostedService &service);
    void sweep();
    const Manifest *wanted(const HostedService &service) const;
    QList<HostedService *> instancesOf(const QString &name) const;

    const Plan m_plan;
    Link::GatewayList m_gateways;
    const ServiceWorker::Surroundings m_surroundings;
    QList<Manifest> m_manifests;
    QList<BadManifest> m_bad;
    std::vector<std::unique_ptr<HostedService>> m_services;
    QHash<QString, int> m_generations; // the last of each instance that has gone
    QTimer m_again; // those that are bad are tried
    bool m_stopping = false;
};

} // namespace Lanroom
