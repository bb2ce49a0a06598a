// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/turn_end.h"
#include "gateway/client_socket.h"
#include "gateway/held_messages.h"
#include "gateway/outgoing_run.h"
#include "gateway/topics.h"
#include "link/messages.h"

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtCore/qset.h>
#include <QtCore/qtimer.h>

#include <map>
#include <memory>

namespace Lanroom {

namespace Link {
class Channel;
}

/// One service as this gateway knows it: the data link to its worker while there is one, and its
/// clients, who stay when the worker goes. On the gateway's event-loop thread; owned by the
/// ServiceDirectory; owns its clients.
///
/// While the worker is away what clients send is held (HeldMessages). A new worker gets each client
/// with the session its predecessor left, then attach_done, then what was held; what had been written
/// to the dead link is not repeated. A worker that hands over gets Drain, and is heard until it says
/// Drained; in between the same is held. An idle service is wanted as soon as it has a client. Without a
/// worker for HoldLimits::milliseconds, or when the service has failed, its clients are closed with 4002.
class ServiceLink : public QObject, private ClientSocket::User, private TurnTask
{
    Q_OBJECT
public:
    /// slot, generation: by which the service knows this gateway.
    ServiceLink(int slot, int generation, const HoldLimits &limits);
    ~ServiceLink() override;

    /// What the server says of the service now.
    void update(const Link::ServiceEntry &entry);
    const Link::ServiceEntry &entry() const { return m_entry; }

    /// A new client for this service.
    void adopt(std::unique_ptr<ClientSocket> client);
    /// Null when it isn't here.
    ClientSocket *client(ClientId id) const;
    void closeAll(int code, const QString &reason);
    qsizetype clientCount() const { return qsizetype(m_clients.size()); }
    qint64 heldBytes() const { return m_held.bytes(); }

Q_SIGNALS:
    void clientOpened(const Lanroom::Link::ClientOpened &info, Lanroom::ClientId id);
    void clientClosed(Lanroom::ClientId id);
    /// There are clients, and the service is idle.
    void wanted(const QString &service);
    /// The worker broke the link's protocol; the link is down.
    void fault(const Lanroom::Link::WorkerFault &fault);

private:
    struct Attached
    {
        std::unique_ptr<ClientSocket> socket;
        QByteArray session;
        bool known = false;   // a worker has had it: to the next it is 'resumed'
        qint64 heldSince = 0; // monotonic ms; since when it waits for a worker; 0: it has one
    };

    void goOn();
    void connectToService();
    void greet(Link::Channel *channel);
    void attachAll();
    void attachMore();
    bool hasRoom() const;
    void attach(Attached &client);
    void drop(const QString &why);
    void breakOff(const QString &why);
    void drain();
    void beginWaiting();
    void lookForOverdue();
    void closeOverdue();

    void received(ClientSocket &client, QByteArrayView data, bool binary) override;
    void closed(ClientSocket &client, int code) override;
    void allSent(ClientSocket &client) override;
    void fromService(const Link::Frame &frame);
    void publish(const Link::Frame &frame);
    void endRun();
    void catchUp(ClientSocket &client);
    void endTurn() override { endRun(); }
    void pump();
    void pause(ClientSocket &client);

    bool isUp() const { return m_up; }
    bool takesMessages() const { return m_up && !m_draining && !m_attaching; }
    bool isReplacing() const { return m_entry.state == QLatin1StringView("replacing"); }

    const int m_slot;
    const int m_generation;
    const HoldLimits m_limits;
    Link::ServiceEntry m_entry;
    Link::Channel *m_channel = nullptr; // up, or waiting for hello_ok
    bool m_up = false;
    bool m_draining = false; // up, but nothing goes to it any more
    bool m_attaching = false; // up, but it does not know all clients yet
    ClientId m_attachedUpTo;  // in the order of m_clients
    std::map<ClientId, Attached> m_clients; // in order of arrival
    Topics m_topics;
    OutgoingRun m_run; // publications that came in this turn, on their way to a topic's members
    QByteArray m_runTopic;
    QHash<ClientId, qsizetype> m_ahead; // how many of m_run are not for them, or theirs already
    HeldMessages m_held;
    QSet<ClientId> m_paused; // not read until the service takes more
    QTimer m_retry;
    QTimer m_overdue;
};

} // namespace Lanroom
