// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qset.h>
#include <QtCore/qstring.h>

namespace Lanroom {

class ServiceHost;

namespace Link {
class Channel;
enum class FrameType : quint8;
}

/// One connected browser (or program), as its service sees it. Owned by the host; a reference is
/// good until disconnected() has returned for it. Event-loop thread only. Nothing here blocks, and
/// nothing here fails: what is sent to a client that has just gone is dropped with it.
///
/// To one client, what it is sent and what is published to its topics arrive in the order of the
/// calls.
class Client
{
public:
    ClientId id() const { return m_id; }
    QString address() const { return m_address; } // "192.168.1.7"
    QString agent() const { return m_agent; }     // the browser's own word: hostile
    QString path() const { return m_path; }       // as asked for: "/relay/tea"
    QString subprotocol() const { return m_subprotocol; } // of those the manifest lists, or empty
    bool isLocal() const { return m_local; }      // from this machine
    qint64 sinceMs() const { return m_sinceMs; }  // wall clock

    void send(QByteArrayView text);               // must be UTF-8
    void sendBinary(QByteArrayView bytes);
    void close(int code, const QString &reason);  // WebSocket close code, see CloseClient

    void subscribe(const QByteArray &topic);      // at most kMaxTopicBytes of UTF-8
    void unsubscribe(const QByteArray &topic);
    const QSet<QByteArray> &topics() const { return m_topics; }

    /// What this service's successor should know about the client, at most kMaxSessionBytes (more
    /// is refused with false). It is on its way before anything sent after this call.
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
    QString m_subprotocol;
    bool m_local = false;
    qint64 m_sinceMs = 0;
    QSet<QByteArray> m_topics;
    QByteArray m_session;
};

} // namespace Lanroom
