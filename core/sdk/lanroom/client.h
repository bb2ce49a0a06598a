// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"

#include <lanroom/message.h>
#include <lanroom/utf8.h>

#include <QtCore/qset.h>

namespace Lanroom {

class ServiceHost;

namespace Link {
class Channel;
enum class FrameType : quint8;
}

/// One connected browser (or program), as its service sees it. Owned by the SDK: a reference is good
/// until disconnected() has returned for it, so keep its id() and ask Service::client(). In the service's
/// process, on its event-loop thread only. Nothing here blocks or throws; what is sent to a client that
/// has just gone goes with it.
///
/// To one client, what it is sent and what is published to its topics arrive in the order of the
/// calls.
class Client
{
public:
    static constexpr qsizetype kMaxTopicBytes = 256;
    static constexpr qsizetype kMaxSessionBytes = 4096;

    ClientId id() const { return m_id; }                  // of this connection, never used again
    QString address() const { return m_address; }         // "192.168.1.7"
    QString agent() const { return m_agent; }             // the browser's own word: hostile
    QString path() const { return m_path; }               // as asked for: "/relay/tea"
    QString query() const { return m_query; }             // what stood after '?', as it came
    QString subprotocol() const { return m_subprotocol; } // of those the manifest lists, or empty
    bool isLocal() const { return m_local; }              // from this machine
    qint64 sinceMs() const { return m_sinceMs; }          // wall clock

    void send(const Utf8 &text);
    void send(const Message &message);                    // a text as text, bytes as bytes
    void sendBinary(QByteArrayView bytes);
    /// Service::flushed() follows when nothing that was sent to it waits any more. Whoever sends much
    /// to one client sends a piece, then flushes: at 1 MiB that wait it is closed as slow (4008).
    void flush();
    /// Ends the connection, after what was sent before. 1000 to 1003, 1007 to 1014, 3000 to 4999; of
    /// those 4000 to 4999 are yours to give a meaning. Another code becomes 1011, with a warning.
    void close(int code = 1000, const QString &reason = {});

    /// What is published to topic from here on reaches this client. False: it has more than
    /// kMaxTopicBytes, and nothing happened.
    bool subscribe(const Utf8 &topic);
    /// The same in silence: subscribers() doesn't count it, and the operator doesn't see it among the
    /// topic's members. subscribe() makes it one of them, and this takes it out again.
    bool observe(const Utf8 &topic);
    void unsubscribe(const Utf8 &topic);
    /// What it is in as a member or as an observer; in disconnected() what it was in.
    const QSet<QByteArray> &topics() const { return m_topics; }
    const QSet<QByteArray> &observed() const { return m_observed; }

    /// What this service's successor should know about the client, if this process dies or is
    /// replaced. It is kept before anything sent after this call can be seen. False: it has more than
    /// kMaxSessionBytes, and the old one stays.
    bool setSession(const QByteArray &state);
    QByteArray session() const { return m_session; }

    /// Tells the operator's window who this is; user is your own id of a person, may be empty.
    void introduce(const QString &user, const QString &name);

private:
    friend class ServiceHost;
    explicit Client(ServiceHost &host) : m_host(host) {}

    void sendFrame(Link::FrameType type, QByteArrayView topic, QByteArrayView payload);

    ServiceHost &m_host;
    Link::Channel *m_channel = nullptr; // of its gateway; null once the client has gone
    ClientId m_id;
    QString m_address;
    QString m_agent;
    QString m_path;
    QString m_query;
    QString m_subprotocol;
    bool m_local = false;
    qint64 m_sinceMs = 0;
    QSet<QByteArray> m_topics;
    QSet<QByteArray> m_observed;
    QByteArray m_session;
};

} // namespace Lanroom
