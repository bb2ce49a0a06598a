// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/wire_guard.h"

#include "gateway/gateway_limits.h"
#include "gateway/half_close.h"
#include "gateway/peer_watch.h"
#include "wire/frame_head.h"

#include <cstring>

namespace Lanroom {

namespace {

// A flooding client must leave its neighbours their turn: the transport reads no more at a time.
constexpr qint64 kReadBytesATurn = 16 * 1024;
// Beyond the outbox, for the frames that Qt itself writes: pongs, and a last close.
constexpr qint64 kControlRoom = 4 * 1024;

} // namespace

WireGuard::WireGuard(std::unique_ptr<QTcpSocket> transport, const QByteArray &head,
                     const QByteArray &early, const GatewayLimits &limits)
    : m_transport(std::move(transport)), m_maxFrame(limits.messageBytes),
      m_outbox(limits.outboxBytes), m_in(head + early), m_whole(head.size())
{
    m_linger.setSingleShot(true);
    m_linger.setInterval(limits.lingerMs);
    connect(&m_linger, &QTimer::timeout, this, &WireGuard::abortTransport);

    m_transport->setReadBufferSize(kReadBytesATurn);
    m_transport->setSocketOption(LowDelayOption, 1);
    watchPeer(*m_transport);
    connect(m_transport.get(), &QTcpSocket::readyRead, this, &WireGuard::announce);
    connect(m_transport.get(), &QTcpSocket::bytesWritten, this, &WireGuard::transportWrote);
    connect(m_transport.get(), &QTcpSocket::disconnected, this, &WireGuard::transportGone);

    setPeerAddress(m_transport->peerAddress());
    setPeerPort(m_transport->peerPort());
    setLocalAddress(m_transport->localAddress());
    setLocalPort(m_transport->localPort());
    setOpenMode(ReadWrite | Unbuffered);
    setSocketState(ConnectedState);
}

WireGuard::~WireGuard()
{
    m_transport->disconnect(this);
    setSocketState(UnconnectedState); // or ~QAbstractSocket would close what was never connected
}

void WireGuard::open()
{
    if (m_stage != Stage::Handshake)
        return; // it ended before it began
    m_stage = Stage::Open;
    scan();
    announce();
}

void WireGuard::pauseReading(bool paused)
{
    m_paused = paused;
    if (!paused)
        announce();
}

bool WireGuard::sendFrame(const QByteArray &frame)
{
    if (m_stage != Stage::Open || !canWrite())
        return true; // its end is on the way and tells more
    if (m_transport->bytesToWrite() + frame.size() > m_outbox)
        return false;
    m_transport->write(frame);
    return true;
}

void WireGuard::abortTransport()
{
    m_linger.stop();
    m_transport->abort();
}

qint64 WireGuard::bytesAvailable() const
{
    const bool closed = m_stage == Stage::Closing || m_stage == Stage::Gone;
    return QTcpSocket::bytesAvailable() + (m_paused || closed ? 0 : m_whole);
}

qint64 WireGuard::bytesToWrite() const
{
    return m_transport->bytesToWrite();
}

bool WireGuard::canWrite() const
{
    return !m_overrun && m_transport->state() == ConnectedState;
}

qint64 WireGuard::readData(char *data, qint64 maxSize)
{
    const qsizetype size = qsizetype(qMin<qint64>(maxSize, m_paused ? 0 : m_whole));
    if (size == 0)
        return 0; // data may be null: QIODevice asks so whether there is an end
    std::memcpy(data, m_in.constData(), size_t(size));
    m_in.remove(0, size);
    m_whole -= size;
    if (m_in.isEmpty())
        m_in.clear(); // an idle client keeps no buffer
    if (m_whole == 0 && m_transport->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &WireGuard::announce, Qt::QueuedConnection);
    return size;
}

qint64 WireGuard::writeData(const char *data, qint64 size)
{
    const bool listening = m_stage == Stage::Handshake || m_stage == Stage::Open;
    if (!listening || !canWrite())
        return size; // Qt needn't know: the end is on its way
    if (m_transport->bytesToWrite() + size > m_outbox + kControlRoom) {
        m_overrun = true;
        QMetaObject::invokeMethod(this, &WireGuard::overrun,
                                  Qt::QueuedConnection); // Qt is in a write
        return size;
    }
    return m_transport->write(data, size);
}

void WireGuard::pull()
{
    const qsizetype room = m_maxFrame + FrameHead::kMaxBytes - m_in.size();
    if (room > 0 && m_transport->bytesAvailable() > 0)
        m_in.append(m_transport->read(room));
}

/// Moves m_whole to the end of the last whole frame.
void WireGuard::scan()
{
    while (!m_unframed && m_whole < m_in.size()) {
        const QByteArrayView rest = QByteArrayView(m_in).sliced(m_whole);
        const std::optional<FrameHead> head = readFrameHead(rest);
        if (!head)
            break;
        m_unframed = head->payloadBytes > quint64(m_maxFrame);
        if (m_unframed || head->headBytes + qsizetype(head->payloadBytes) > rest.size())
            break;
        m_whole += head->headBytes + qsizetype(head->payloadBytes);
        m_peerClosed = m_peerClosed || head->opcode == FrameHead::kClose;
    }
    if (m_unframed)
        m_whole = m_in.size();
}

void WireGuard::announce()
{
    if (m_stage == Stage::Handshake)
        return; // what is there beyond the head waits in the transport
    pull();
    scan();
    if (m_stage == Stage::Closing) {
        m_in.remove(0, m_whole); // nobody reads any more; only the other side's close frame matters
        m_whole = 0;
        sayGoodbye();
        if (m_transport->bytesAvailable() > 0)
            QMetaObject::invokeMethod(this, &WireGuard::announce, Qt::QueuedConnection);
    } else if (bytesAvailable() > 0) {
        Q_EMIT readyRead();
    }
}

void WireGuard::close()
{
    if (m_stage == Stage::Closing || m_stage == Stage::Gone)
        return;
    if (m_stage == Stage::Handshake)
        m_peerClosed = true; // no close frame will come from a client that isn't one yet
    m_stage = Stage::Closing;
    m_linger.start();
    setSocketState(ClosingState);
    Q_EMIT stateChanged(ClosingState);
    announce();
}

/// Closing: once our last frame is out and theirs has come, it is for the server to close TCP first
/// (RFC 6455 7.1.1); then the other side closes, or the linger timer does it.
void WireGuard::sayGoodbye()
{
    const bool over = m_peerClosed || m_unframed;
    if (!over || m_halfClosed || m_transport->bytesToWrite() > 0 ||
        m_transport->state() != ConnectedState)
        return;
    m_halfClosed = true;
    halfClose(*m_transport);
}

void WireGuard::transportWrote(qint64 bytes)
{
    Q_EMIT bytesWritten(bytes);
    if (m_stage == Stage::Closing)
        sayGoodbye();
}

void WireGuard::transportGone()
{
    announce();
    // After what announce() has set in motion: Qt reads frames in an event of its own.
    QMetaObject::invokeMethod(this, &WireGuard::finish, Qt::QueuedConnection);
}

void WireGuard::finish()
{
    if (m_stage == Stage::Gone)
        return;
    const bool beingRead = m_stage == Stage::Open && !m_paused && m_whole == 0;
    if (beingRead && m_transport->bytesAvailable() > 0) {
        transportGone(); // the last frames didn't all fit the buffer at once
        return;
    }
    m_stage = Stage::Gone;
    m_linger.stop();
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    Q_EMIT disconnected();
}

} // namespace Lanroom
