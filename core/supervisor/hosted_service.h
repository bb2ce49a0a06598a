// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/replacement.h"
#include "supervisor/service_rest.h"
#include "supervisor/service_worker.h"

#include <memory>

namespace Lanroom {

/// One service, or one instance of it: its manifest, its worker while it isn't idle, and for the length
/// of an update the worker's successor. Main thread, owned by the ServicePool.
class HostedService : public QObject
{
    Q_OBJECT
public:
    /// instance: from 1.
    HostedService(const Manifest &manifest, int instance, const ServiceWorker::Surroundings &surroundings);
    ~HostedService() override;

    /// Finds the program and makes the data folder. firstGeneration: over all that its name has had.
    Result<void> prepare(int firstGeneration);
    /// Starts the worker, or waits for somebody to want it, as the manifest says.
    void start();
    /// Somebody waits for it: starts it if it is idle.
    void want();
    /// How many clients it has, for idle_stop_s.
    void setClients(qint64 count) { m_rest.setClients(count); }
    /// The manifest has changed. The worker is replaced if it runs by what was changed.
    void setManifest(const Manifest &manifest);
    /// For good.
    void stop(int withinMs);
    /// It has been taken away: its path leads nowhere from now on, and its worker is stopped.
    void leave(int withinMs);
    bool isLeaving() const { return m_leaving; }
    bool hasLeft() const { return m_leaving && worker().state() == SupervisedWorker::State::Stopped; }
    bool isIdle() const { return m_rest.phase() == ServiceRest::Phase::Asleep; }
    /// It serves, and does its work, or will without anybody's help: idle, waking, being replaced, on its way out.
    bool isWell() const;
    void restart(int withinMs);
    /// Replaces the worker while it serves; done hears how that went, at its end. A worker that does
    /// not run is simply started anew. Busy while an update is under way, or a worker that is to start
    /// again still finishes: that one is replaced when it serves.
    void update(const CommandDone &done);
    /// The program has changed: an update, now or when the present one is done. An idle service takes
    /// what is there when it is wanted.
    void renew();

    /// Of the instance, and so of its worker, its data folder, and in lists: "foo", "foo#2".
    const QString &name() const { return m_name; }
    int instance() const { return m_instance; }
    const Manifest &manifest() const { return m_manifest; }
    /// The worker that serves, or tries to. Another one after an update.
    SupervisedWorker &worker() const { return serving().process(); }
    /// Why its worker last ended when it was not asked to, or why a new one was not taken, whichever was
    /// later; empty when neither ever was.
    const QString &lastError() const { return m_notTaken.isEmpty() ? worker().lastError() : m_notTaken; }
    /// As gateways see it, but for what the settings say of it.
    Link::ServiceEntry entry() const;
    /// In one word, for the operator: the worker's, or "replacing", "idle", "stopping".
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
    std::unique_ptr<ServiceWorker> makeNextWorker();
    ServiceWorker &serving() const;
    bool isServing(const SupervisedWorker *process) const;
    void finishUpdate(const Result<void> &result);
    void giveUpUpdate(const Error &why);
    void retire(std::unique_ptr<ServiceWorker> worker);
    void renewLater();

    void adopt(std::unique_ptr<ServiceWorker> worker);
    bool isResting() const { return m_rest.phase() != ServiceRest::Phase::Awake; }

    const QString m_name;
    const int m_instance;
    Manifest m_manifest;
    const ServiceWorker::Surroundings m_surroundings;
    ChildProcess::Program m_program;
    std::unique_ptr<ServiceWorker> m_worker;
    std::unique_ptr<ServiceWorker> m_successor;
    std::unique_ptr<Replacement> m_replacement; // of m_worker by m_successor
    CommandDone m_updated;
    QString m_notTaken; // why the last update came to nothing, until the worker ends or another is taken
    bool m_updateAgain = false; // something has changed during an update, or a restart
    bool m_leaving = false;
    bool m_stopping = false; // for good, whoever may want it
    ServiceRest m_rest;
};

} // namespace Lanroom
