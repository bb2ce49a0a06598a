// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "gateway/wire_guard.h"

#include <QtCore/qbytearrayview.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

#include <memory>

class QWebSocket;

namespace Lanroom {

class OutgoingRun;
namespace Link {
struct GatewayStats;
}

/// One WebSocket client in the gateway, from the end of its handshake to the end of its transport.
/// Lives on the gateway's event-loop thread; made by WebSocketEndpoint, then owned by the
/// ServiceDirectory. Owns the wire guard (and through it the transport) and the QWebSocket over it.
///
/// Nothing here blocks, and everything ends: a client that doesn't take what it is sent is closed
/// with 4008 (cut off when it doesn't even take that), a closing one is cut off at a deadline.
class ClientSocket : public QObject, private WireGuard::User
{
    Q_OBJECT
public:
    struct Info
    {
        ClientId id;
        QString address;         // without port; v4 addresses always as v4
        QString agent;           // User-Agent, at most 256 characters
        QString path;            // as asked for, without the query
        QString query;           // what stood after '?', as it came
        QString subprotocol;     // agreed on; empty: none
        bool local = false;      // from loopback
        bool ownMachine = false; // see peer.h
        qint64 sinceMs = 0;      // wall clock
    };

    /// Who has the client and hears from it.
    class User
    {
    public:
        /// One whole message, good until the call returns; text is valid UTF-8.
        virtual void received(ClientSocket &client, QByteArrayView data, bool binary) = 0;
        /// The transport is gone, with the close code that passed in either direction, or 1006.
        /// Once; then calls deleteLater().
        virtual void closed(ClientSocket &client, int code) = 0;
        /// Nothing waits any more; after tellWhenSent().
        virtual void allSent(ClientSocket &client) { Q_UNUSED(client) }

    protected:
        ~User() = default;
    };

    /// socket: just upgraded over guard. stats outlive the client.
    ClientSocket(Info info, std::unique_ptr<QWebSocket> socket, std::unique_ptr<WireGuard> guard,
                 Link::GatewayStats &stats);
    ~ClientSocket() override;

    const Info &info() const { return m_info; }
    /// Lets data flow; what the client has sent since its handshake comes first. Called once, by
    /// the new owner. user outlives the client.
    void start(User &user);

    /// Queues the messages; never blocks. Over the outbox's limit the client is closed as slow, and
    /// what follows is dropped: User::closed() tells.
    void send(const OutgoingRun &messages);
    /// Sends a close frame and waits for the other side's, not for ever. Nothing is received after.
    void close(int code, const QString &reason);
    /// Back-pressure: while paused the transport isn't read, and the client's TCP stalls. That the client
    /// goes is noticed, and what it has said goes with it, unless its end is to wait, too.
    void pauseReading(bool paused, bool itsEndToo = false);
    /// User::allSent() follows, at once where nothing waits for the client to read.
    void tellWhenSent();

private:
    void messageReceived(QByteArrayView data, bool binary) override;
    void peerClosed(int code, const QString &reason) override;
    void violated(int code, const QString &reason, Link::Bound bound) override;
    void cutOff(Link::Bound bound) override;
    void throttled() override;
    void allSent() override;
    void ended() override;

    const Info m_info;
    Link::GatewayStats &m_stats;
    User *m_user = nullptr; // from start() on
    std::unique_ptr<WireGuard> m_guard;
    std::unique_ptr<QWebSocket> m_socket; // before the guard in dying
    int m_closeCode = 0; // of the first close frame in either direction; 0: none yet
};

} // namespace Lanroom
