// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpsocket.h>

#include <memory>

namespace Lanroom {

struct GatewayLimits;

/// Stands between a client's TCP connection and QWebSocket, which takes it for the connection: a
/// QTcpSocket that is never connected itself and owns the real one. (readData() overridden on a
/// connected QTcpSocket does nothing: Qt's own buffer goes past it.) Every rule about bytes that Qt
/// lacks has its place here. Today:
///  - Qt gets the handshake's head, then nothing until open(): frames that came with the handshake
///    wait until somebody listens;
///  - Qt gets whole frames only, so it starts no timer of its own, and reading can pause anywhere;
///  - what waits to be written is bounded, Qt's own pongs included: overrun() and no more bytes;
///  - closing waits for the other side to close, but not longer than GatewayLimits::lingerMs;
///  - a peer that vanished is noticed (peer_watch.h).
/// When the transport is gone the guard becomes unconnected and says disconnected(), once, after
/// the frames that came before have been taken.
///
/// Lives on the gateway's event-loop thread; owned by ClientSocket, until then by
/// WebSocketEndpoint.
class WireGuard : public QTcpSocket
{
    Q_OBJECT
public:
    /// head: the request as Qt shall see it; early: what came after the request's head.
    WireGuard(std::unique_ptr<QTcpSocket> transport, const QByteArray &head,
              const QByteArray &early, const GatewayLimits &limits);
    ~WireGuard() override;

    /// From now on frames flow in.
    void open();
    /// While paused nothing is handed out; what arrives fills one frame's buffer, then TCP's.
    void pauseReading(bool paused);
    /// Queues a whole frame. False, and nothing written, where the outbox has no room for it.
    bool sendFrame(const QByteArray &frame);
    /// Drops the transport with everything that waits. disconnected() follows in its own event.
    void abortTransport();
    /// True once the other side's close frame was handed out.
    bool peerHasClosed() const { return m_peerClosed; }

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override;
    void close() override;
    void disconnectFromHost() override { close(); }

Q_SIGNALS:
    /// More waits to be written than may: nothing is written any more. Once.
    void overrun();

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    enum class Stage { Handshake, Open, Closing, Gone };

    bool canWrite() const;
    void pull();
    void scan();
    void announce();
    void transportWrote(qint64 bytes);
    void transportGone();
    void sayGoodbye();
    void finish();

    std::unique_ptr<QTcpSocket> m_transport;
    const qsizetype m_maxFrame;
    const qint64 m_outbox;
    QByteArray m_in; // received; up to m_whole it is Qt's to read
    qsizetype m_whole = 0;
    Stage m_stage = Stage::Handshake;
    bool m_paused = false;
    bool m_unframed = false; // a frame too long came: Qt gets everything, and refuses it
    bool m_peerClosed = false;
    bool m_overrun = false;
    bool m_halfClosed = false;
    QTimer m_linger;
};

} // namespace Lanroom
