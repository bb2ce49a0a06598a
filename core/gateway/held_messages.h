// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

#include <map>

namespace Lanroom {

/// How much of what clients send is kept while their service is being replaced.
struct HoldLimits
{
    qint64 milliseconds = 30'000;            // then clients are closed with 4002
    qint64 bytesPerClient = 256 * 1024;      // over it the client isn't read until the service is back
    qint64 bytesTotal = 64 * 1024 * 1024;    // over it none of the service's clients is
};

/// Messages that wait for a service, in the order they came. Passive; owned by the ServiceLink.
/// Forgetting a client takes time for its own messages alone: thousands may go at once.
class HeldMessages
{
public:
    struct Held
    {
        ClientId client;
        QByteArray data;
        bool binary = false;
    };

    explicit HeldMessages(const HoldLimits &limits) : m_limits(limits) {}

    /// Keeps the message. False when the client should not be read any further: what is kept is
    /// kept, and a limit is passed by one message at most if nobody is read while isFull().
    bool add(ClientId client, const QByteArray &data, bool binary);
    /// The client has gone, and what it said with it.
    void forget(ClientId client);
    /// The next message, in order. Not when empty.
    Held take();

    bool isEmpty() const { return m_queue.empty(); }
    /// No client of the service should be read any further.
    bool isFull() const { return m_bytes > m_limits.bytesTotal; }
    qint64 bytes() const { return m_bytes; }

private:
    // An empty message costs memory too.
    static constexpr qint64 kOverhead = 96;

    struct Share
    {
        QList<quint64> places; // in m_queue, ascending
        qint64 bytes = 0;
    };

    static qint64 cost(const Held &held) { return held.data.size() + kOverhead; }

    const HoldLimits m_limits;
    std::map<quint64, Held> m_queue; // by the order they came in
    QHash<ClientId, Share> m_perClient;
    quint64 m_last = 0;
    qint64 m_bytes = 0;
};

} // namespace Lanroom
