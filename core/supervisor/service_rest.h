// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qtimer.h>

namespace Lanroom {

class SupervisedWorker;

/// Puts a service's worker to rest that nobody has used for as long as its manifest says. Nothing is lost
/// on the way: gateways hold what a client says who comes just then, as in a hand-over; the worker
/// finishes and lets go, and is asked to stop; the service is idle, and gateways with somebody waiting
/// say that it is wanted. A service that is taken away goes the same way, so that its last words reach
/// its clients. A worker that does not let go is stopped all the same. Main thread, owned by
/// the HostedService.
///
///     Awake -> Draining -> Stopping -> Asleep -> Awake ...
class ServiceRest : public QObject
{
    Q_OBJECT
public:
    enum class Phase { Awake, Draining, Stopping, Asleep };

    static constexpr int kDrainMs = 5000;
    static constexpr int kStopMs = 2000;

    ServiceRest();

    /// Without a client for so long; 0: never.
    void setIdleSeconds(int seconds);
    void setClients(qint64 count);
    /// The worker to be put to rest; null: none can be now.
    void follow(SupervisedWorker *worker);

    /// Now, whoever uses it. False: the worker does not run.
    bool begin();

    Phase phase() const { return m_phase; }
    /// There is no worker until somebody wants one.
    void beginAsleep() { setPhase(Phase::Asleep); }
    void wake() { setPhase(Phase::Awake); }

Q_SIGNALS:
    void phaseChanged();

private:
    void consider();
    void stopWorker();
    void workerChanged();
    void setPhase(Phase phase);

    QPointer<SupervisedWorker> m_worker;
    Phase m_phase = Phase::Awake;
    int m_idleSeconds = 0;
    qint64 m_clients = 0;
    QTimer m_unused;   // since the last client went
    QTimer m_patience; // with a worker that should let go
};

} // namespace Lanroom
