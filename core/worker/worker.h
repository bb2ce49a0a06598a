// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "link/environment.h"
#include "link/messages.h"

#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

#include <memory>

namespace Lanroom {

namespace Link {
class Channel;
}

/// What every child process shares: finds its server by the environment, says hello with the
/// one-time token, gets its configuration, and from then on sends a heartbeat every second from its
/// own event loop, so that a loop that hangs is seen to hang. When the control link closes the
/// process ends: no worker outlives its server.
/// One per process, on the event-loop thread, made by main().
class Worker : public QObject
{
    Q_OBJECT
public:
    /// The environment names by which a server starts its workers.
    static constexpr const char *kSocketVariable = Link::kSocketVariable;
    static constexpr const char *kTokenVariable = Link::kTokenVariable;
    static constexpr int kHeartbeatMs = 1000;
    /// Exit status of a worker that somebody started by hand.
    static constexpr int kStartedByHand = 2;
    static constexpr int kLinkLost = 3;

    /// False, with a polite line on stderr, when the process was started by hand; the caller then
    /// returns kStartedByHand.
    static bool startedByServer(const char *program);

    /// Takes the token out of the environment, so that children lack it.
    Worker();
    ~Worker() override;

    /// Connects and says hello; configured() or lost() follows.
    void connectToServer();
    Link::Channel &control() { return *m_control; }
    /// Tells the server that this worker serves.
    void reportReady();
    /// Tells it why this worker is about to end. Like the ready, only after configured().
    void reportFailure(const QString &why);

Q_SIGNALS:
    void configured(const Lanroom::Link::HelloOk &config);
    /// Every control frame after the hello, for the worker's own part.
    void frameReceived(const Lanroom::Link::Frame &frame);
    /// The server asked for an orderly end.
    void stopRequested();
    void lost(const QString &why);

private:
    void receive(const Link::Frame &frame);

    QString m_socketName;
    QByteArray m_token;
    std::unique_ptr<Link::Channel> m_control;
    QTimer m_heartbeat;
    bool m_configured = false;
};

} // namespace Lanroom
