// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/replacement.h"
#include "supervisor/service_worker.h"

#include <memory>

namespace Lanroom {

/// One service: its manifest, its worker, and for the length of an update the worker's successor.
/// Main thread, owned by the ServicePool.
class HostedService : public QObject
{
    Q_OBJECT
public:
    HostedService(const Manifest &manifest, const ServiceWorker::Surroundings &surroundings);
    ~HostedService() override;

    /// Finds the program and makes the data folder.
    Result<void> prepare();
    void start();
    void stop(int withinMs);
    void restart(int withinMs);
    /// Replaces the worker while it serves; done hears how that went, at its end. A worker that does
    /// not run is simply started anew. Busy while an update is under way.
    void update(const CommandDone &done);

    const Manifest &manifest() const { return m_manifest; }
    /// The worker that serves, or tries to. Another one after an update.
    SupervisedWorker &worker() const { return serving().process(); }
    /// As gateways see it, but for what the settings say of it.
    Link::ServiceEntry entry() const;
    /// In one word, for the operator: the worker's, or "replacing".
    QString stateName() const;

    void tellGateways();

Q_SIGNALS:
    void changed();
    /// Only of the worker that serves.
    void frameReceived(const Lanroom::Link::Frame &frame);
    /// The process that served has gone, in whatever way.
    void ended();

private:
    std::unique_ptr<ServiceWorker> makeWorker(int firstGeneration);
    ServiceWorker &serving() const;
    bool isServing(const SupervisedWorker *process) const;
    void finishUpdate(const Result<void> &result);
    void giveUpUpdate(const Error &why);
    void retire(std::unique_ptr<ServiceWorker> worker);

    const Manifest m_manifest;
    const ServiceWorker::Surroundings m_surroundings;
    ChildProcess::Program m_program;
    std::unique_ptr<ServiceWorker> m_worker;
    std::unique_ptr<ServiceWorker> m_successor;
    std::unique_ptr<Replacement> m_replacement; // of m_worker by m_successor
    CommandDone m_updated;
};

} // namespace Lanroom
