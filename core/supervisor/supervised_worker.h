// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "base/clock.h"
#include "supervisor/child_process.h"
#include "supervisor/heartbeat_watch.h"
#include "supervisor/pending_commands.h"
#include "supervisor/resource_watch.h"
#include "supervisor/restart_policy.h"
#include "supervisor/worker_output.h"

#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

namespace Lanroom {

class ControlServer;

namespace Link {
class Channel;
struct Frame;
}

/// One worker, kept alive: a process, its control link, and what the policy says when either ends.
/// A worker whose link ends, carries garbage or falls silent, or that takes more of the machine than it
/// may, is killed with all it started, and replaced; nobody else notices. Main thread, owned by its pool.
///
///     Stopped -> Starting -> Running -> Restarting -> Starting ...     Starting, Running -> Failed
class SupervisedWorker : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Starting, Running, Restarting, Failed };

    struct Spec
    {
        QString name; // "chat", "gateway-1": for people and logs
        RestartPolicy::Kind kind = RestartPolicy::Kind::Service;
        ChildProcess::Program program;
        int firstGeneration = 1;
    };

    SupervisedWorker(Spec spec, ControlServer &control, const Clock &clock, QObject *parent);
    /// Its process ends with it.
    ~SupervisedWorker() override;

    /// From Stopped or Failed.
    void start();
    /// In good order: the worker is asked, and killed after withinMs. Ends in Stopped.
    void stop(int withinMs);
    /// The same, then a new start with all failures forgotten.
    void restart(int withinMs);

    /// A worker on probation is not started again when it ends: it has Failed. It is told to stand by.
    void setOnProbation(bool on) { m_onProbation = on; }
    bool isOnProbation() const { return m_onProbation; }
    /// To a worker that stands by, or has handed over: it begins (afresh), and is Starting until ready.
    void takeOver();

    /// Sends a command over the link; Closed when there is none.
    void command(const QString &name, const QCborMap &arguments, ClientId client,
                 const CommandDone &done);

    const QString &name() const { return m_spec.name; }
    State state() const { return m_state; }
    static QString stateName(State state); // "running"
    qint64 pid() const { return m_process.pid(); }
    /// Asked to stop, and not gone yet.
    bool isFinishing() const { return m_ending && isUp(); }
    int generation() const { return m_generation; }
    int restarts() const { return qMax(0, m_generation - m_spec.firstGeneration); }
    /// Why it last ended when it was not asked to; empty when it never did.
    const QString &lastError() const { return m_lastError; }
    /// What keeps it from its work while it goes on, as it says itself; empty when nothing does.
    const QString &trouble() const { return m_trouble; }
    /// Null unless the worker has said hello and is alive.
    Link::Channel *channel() const { return m_channel; }

    /// It broke the link's rules: killed and replaced.
    void violation(const QString &what);

Q_SIGNALS:
    void stateChanged();
    void troubleChanged();
    /// The worker has said hello: the owner sends hello_ok over channel(), and what goes with it.
    void greeted();
    /// On probation: it would serve, were it told to take over.
    void standingBy();
    /// It has let go of all it had, and waits for takeOver() or stop().
    void handedOver();
    /// What the supervisor does not know itself; see violation().
    void frameReceived(const Lanroom::Link::Frame &frame);
    /// This generation's process and link are gone.
    void ended();

private:
    void arrive(const QByteArray &token, Link::Channel *channel);
    void receive(const Link::Frame &frame);
    void standBy();
    void becomeReady();
    void takeTrouble(const Link::Frame &frame);
    void check();
    void checkResources();
    void linkEnded(const QString &reason);
    void processEnded(const QString &how);
    void finish();
    void replaceLater();
    void killFor(const QString &why);
    void kill();
    bool isUp() const;
    void setState(State state);

    Spec m_spec;
    ControlServer &m_control;
    const Clock &m_clock;
    RestartPolicy m_policy;
    HeartbeatWatch m_watch;
    ResourceWatch m_resources;
    PendingCommands m_commands;
    WorkerOutput m_output;
    ChildProcess m_process;
    Link::Channel *m_channel = nullptr;
    QTimer m_watchTimer;
    QTimer m_lookTimer; // at what it takes of the machine
    QTimer m_delayTimer; // until the next start
    QTimer m_patience;   // until what should have ended by itself is ended
    State m_state = State::Stopped;
    QByteArray m_token;
    int m_generation;
    bool m_onProbation = false;
    bool m_ending = false;    // asked to stop
    bool m_startAgain = false; // after it has stopped
    bool m_stoodBy = false;    // in this start
    bool m_killed = false;     // by us, in this start
    QString m_how;       // the process ended; empty before
    QString m_killReason; // or why the link ended
    QString m_ownWords;  // the worker's last failure frame
    QString m_lastError;
    QString m_trouble;
};

} // namespace Lanroom
