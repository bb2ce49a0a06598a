// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/service_link.h"

#include "base/clock.h"
#include "gateway/client_socket.h"
#include "gateway/close_codes.h"
#include "gateway/log.h"
#include "link/local_channel.h"

#include <QtCore/qcoreapplication.h>
#include <QtNetwork/qlocalsocket.h>

#include <utility>

namespace Lanroom {

using Link::Frame;
using Link::FrameType;

namespace {
constexpr int kRetryMs = 200;    // a link that fell while its worker is said to run
constexpr int kOverdueMs = 1000; // how often clients without a worker are looked at
} // namespace

ServiceLink::ServiceLink(int slot, int generation, const HoldLimits &limits)
    : m_slot(slot), m_generation(generation), m_limits(limits), m_held(limits)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryMs);
    connect(&m_retry, &QTimer::timeout, this, &ServiceLink::goOn);
    m_overdue.setInterval(kOverdueMs);
    connect(&m_overdue, &QTimer::timeout, this, &ServiceLink::closeOverdue);
}

ServiceLink::~ServiceLink() = default;

void ServiceLink::update(const Link::ServiceEntry &entry)
{
    const bool otherWorker = entry.generation != m_entry.generation || entry.socket != m_entry.socket;
    m_entry = entry;
    if (m_draining)
        return; // the old worker's last words come first; Drained brings us to the new one
    if (otherWorker)
        drop(QStringLiteral("the worker was replaced"));
    if (isReplacing() && isUp())
        drain();
    else
        goOn();
}

void ServiceLink::goOn()
{
    if (!m_entry.socket.isEmpty())
        connectToService();
    else if (m_entry.state == u"idle" && !m_clients.empty())
        Q_EMIT wanted(m_entry.name);
    else if (m_entry.state == u"failed" || m_entry.state == u"stopped")
        closeAll(CloseCode::kServiceGone, QStringLiteral("the service is not there"));
}

void ServiceLink::connectToService()
{
    m_retry.stop();
    if (m_channel || m_entry.socket.isEmpty())
        return;
    auto *socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::connected, this, [this, socket] {
        socket->disconnect(this);
        if (m_channel || m_entry.socket != socket->fullServerName())
            socket->deleteLater(); // overtaken by a newer worker
        else
            greet(new Link::LocalChannel(socket, this));
    });
    connect(socket, &QLocalSocket::errorOccurred, this, [this, socket] {
        socket->deleteLater();
        m_retry.start();
    });
    socket->connectToServer(m_entry.socket);
}

void ServiceLink::greet(Link::Channel *channel)
{
    m_channel = channel;
    connect(channel, &Link::Channel::frameReceived, this, &ServiceLink::fromService);
    connect(channel, &Link::Channel::drained, this, &ServiceLink::pump);
    connect(channel, &Link::Channel::closed, this, [this, channel](const QString &why) {
        channel->peerBroke() ? breakOff(why) : drop(why);
    });
    Link::Hello hello;
    hello.protocol = Link::kProtocolVersion;
    hello.token = m_entry.token;
    hello.pid = QCoreApplication::applicationPid();
    hello.slot = m_slot;
    hello.generation = m_generation;
    Link::sendMessage(*channel, hello);
}

void ServiceLink::attachAll()
{
    m_up = true;
    if (isReplacing())
        return drain(); // it waits for a gateway's word, if this is the only one
    m_overdue.stop();
    m_topics.clear();
    m_attaching = true;
    m_attachedUpTo = {};
    pump();
}

// As fast as the link takes it: some thousands of clients are more than may wait on it at once.
void ServiceLink::attachMore()
{
    while (m_attaching && hasRoom()) { // what is sent may let the link say that it has drained, and bring us here
        const auto next = m_clients.upper_bound(m_attachedUpTo);
        if (next == m_clients.end()) {
            m_attaching = false;
            Link::sendEmpty(*m_channel, FrameType::AttachDone);
            return;
        }
        m_attachedUpTo = next->first;
        attach(next->second);
    }
}

/// Any send may be the link's last: it ends when the other side is gone.
bool ServiceLink::hasRoom() const
{
    return m_up && !m_draining && m_channel->queuedBytes() <= Link::Channel::kHighWaterBytes;
}

// Attaches who is not yet, passes on what is held as fast as the link takes it; then everyone is read again.
void ServiceLink::pump()
{
    if (m_attaching)
        attachMore();
    while (!m_held.isEmpty()) {
        if (!takesMessages() || !hasRoom())
            return; // drained() or the next worker calls again
        const HeldMessages::Held held = m_held.take();
        const FrameType type = held.binary ? FrameType::MessageBinary : FrameType::MessageText;
        m_channel->send({type, 0, held.client, {}, held.data});
    }
    if (takesMessages() && !hasRoom())
        return;
    const QSet<ClientId> paused = std::exchange(m_paused, {});
    for (const ClientId id : paused) {
        ClientSocket *const socket = client(id);
        // What those before it said may have been enough to stop everybody again.
        if (socket && !m_paused.contains(id))
            socket->pauseReading(false);
    }
}

void ServiceLink::attach(Attached &client)
{
    const ClientSocket::Info &info = client.socket->info();
    Link::ClientAttach message;
    message.address = info.address;
    message.agent = info.agent;
    message.path = info.path;
    message.query = info.query;
    message.subprotocol = info.subprotocol;
    message.local = info.local;
    message.sinceMs = info.sinceMs;
    message.resumed = std::exchange(client.known, true);
    message.state = client.session;
    client.heldSince = 0;
    Link::sendMessage(*m_channel, message, info.id);
}

// The link is gone; the clients stay and wait for the next worker.
void ServiceLink::drop(const QString &why)
{
    if (!m_channel)
        return;
    endRun();
    qCInfo(lcGateway).noquote() << "link to" << m_entry.name << "closed:" << why;
    m_channel->disconnect(this);
    m_channel->deleteLater();
    m_channel = nullptr;
    m_up = m_attaching = false;
    if (!std::exchange(m_draining, false))
        beginWaiting();
    m_retry.start();
}

void ServiceLink::beginWaiting()
{
    const qint64 now = systemClock().monotonicMs();
    for (auto &[id, client] : m_clients) {
        if (client.heldSince == 0)
            client.heldSince = now;
    }
    lookForOverdue();
}

void ServiceLink::lookForOverdue()
{
    // Not anew: newcomers, who come every moment, must not put it off for the others.
    if (!m_clients.empty() && !m_overdue.isActive())
        m_overdue.start();
}

// The worker hands over to another. What clients say from here on is for that one.
void ServiceLink::drain()
{
    m_draining = true; // first: the link may end by what is sent, and then nothing drains any more
    m_attaching = false;
    Link::sendEmpty(*m_channel, FrameType::Drain);
    beginWaiting();
}

// The worker can't be trusted any more: the server is told, who ends it.
void ServiceLink::breakOff(const QString &why)
{
    qCWarning(lcGateway).noquote() << "the worker of" << m_entry.name << "broke the link:" << why;
    const Link::WorkerFault report{m_entry.name, m_entry.generation, why};
    drop(why);
    m_retry.stop();
    Q_EMIT fault(report);
}

void ServiceLink::closeOverdue()
{
    if (m_clients.empty())
        m_overdue.stop();
    const qint64 now = systemClock().monotonicMs();
    QList<ClientSocket *> overdue;
    for (const auto &[id, client] : m_clients) {
        if (client.heldSince != 0 && now - client.heldSince > m_limits.milliseconds)
            overdue.append(client.socket.get());
    }
    for (ClientSocket *client : std::as_const(overdue))
        client->close(CloseCode::kServiceGone, QStringLiteral("the service did not come back in time"));
}

void ServiceLink::adopt(std::unique_ptr<ClientSocket> socket)
{
    ClientSocket &client = *socket;
    const ClientSocket::Info info = client.info();
    Attached &attached = m_clients[info.id];
    attached.socket = std::move(socket);
    attached.heldSince = systemClock().monotonicMs();

    Link::ClientOpened opened;
    opened.address = info.address;
    opened.agent = info.agent;
    opened.service = m_entry.name;
    opened.path = info.path;
    opened.sinceMs = info.sinceMs;
    Q_EMIT clientOpened(opened, info.id);
    if (takesMessages())
        attach(attached);
    else if (!m_attaching) // or else its turn comes
        lookForOverdue();
    if (m_held.isFull())
        pause(client);
    client.start(*this);
    if (!m_up)
        goOn(); // what the service was when its path was looked up, it may not be any more
}

ClientSocket *ServiceLink::client(ClientId id) const
{
    const auto it = m_clients.find(id);
    return it == m_clients.end() ? nullptr : it->second.socket.get();
}

void ServiceLink::closeAll(int code, const QString &reason)
{
    endRun(); // what was published before, they get
    QList<ClientSocket *> all;
    for (const auto &[id, client] : m_clients)
        all.append(client.socket.get());
    for (ClientSocket *client : std::as_const(all))
        client->close(code, reason);
}

void ServiceLink::received(ClientSocket &from, QByteArrayView data, bool binary)
{
    const ClientId id = from.info().id;
    bool mayGoOn = true;
    // Where the link has no room even one message of each of many clients would be too much for it.
    if (takesMessages() && m_held.isEmpty() && hasRoom()) {
        m_channel->send({binary ? FrameType::MessageBinary : FrameType::MessageText, 0, id, {}, data});
        mayGoOn = !m_channel || hasRoom();
    } else {
        // A worker that is only slower than its clients takes what is held in a moment, and what they
        // say next waits in their sockets: the room for messages is for when there is no worker.
        mayGoOn = m_held.add(id, data.toByteArray(), binary) && !takesMessages();
    }
    if (!mayGoOn)
        pause(from);
    if (m_held.isFull() && m_paused.size() < clientCount()) {
        for (auto &[each, client] : m_clients)
            pause(*client.socket);
    }
}

/// Until pump() has passed on what is held.
void ServiceLink::pause(ClientSocket &client)
{
    const ClientId id = client.info().id;
    if (m_paused.contains(id))
        return;
    m_paused.insert(id);
    // A worker that is only slow hears all that was said before the client went.
    client.pauseReading(true, takesMessages());
}

void ServiceLink::closed(ClientSocket &gone, int code)
{
    const ClientId id = gone.info().id;
    const auto it = m_clients.find(id);
    if (it == m_clients.end())
        return;
    m_topics.removeClient(it->second.socket.get());
    m_held.forget(id);
    m_paused.remove(id);
    it->second.socket.release()->deleteLater(); // we are called from inside it
    m_clients.erase(it);
    const bool knownThere = takesMessages() || (m_attaching && !(m_attachedUpTo < id));
    if (knownThere)
        Link::sendMessage(*m_channel, Link::ClientDetach{code}, id);
    Q_EMIT clientClosed(id);
}

void ServiceLink::allSent(ClientSocket &client)
{
    if (isUp() && !m_draining) // Drain was our last word
        m_channel->send({FrameType::Flushed, 0, client.info().id, {}, {}});
}

} // namespace Lanroom
