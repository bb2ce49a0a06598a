// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/local_channel.h"

#include "link/peer_credentials.h"

#include <QtNetwork/qlocalsocket.h>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <sys/socket.h>
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 // there Qt has the signal ignored
#endif
#endif

namespace Lanroom::Link {

namespace {
// Gathered frames go to the socket early when they are this many: enough to make one write worth it.
constexpr qsizetype kGatherBytes = 64 * 1024;
// What Qt takes from the system while nobody reads here.
constexpr qint64 kUnreadBytes = 64 * 1024;
// In how many parts a frame's time is counted. However long a stall was, one or two are over after it.
constexpr int kFrameTicks = 5;
} // namespace

LocalChannel::LocalChannel(QLocalSocket *socket, QObject *parent, int frameDeadlineMs)
    : Channel(parent), m_socket(socket)
{
    m_socket->setParent(this);
    connect(m_socket, &QLocalSocket::readyRead, this, &LocalChannel::receive);
    // Queued: Qt says so from within a write, too, and what arrived before is handed out over it. Whoever
    // sends holds on to things that a frame may end.
    connect(
        m_socket, &QLocalSocket::disconnected, this,
        [this] { end(QStringLiteral("the other end closed the link")); }, Qt::QueuedConnection);
    connect(m_socket, &QLocalSocket::bytesWritten, this, &LocalChannel::noteWritten);
    m_frameDeadline.setInterval(frameDeadlineMs / kFrameTicks);
    connect(&m_frameDeadline, &QTimer::timeout, this, &LocalChannel::waitForRest);
    // What came before we listened is read in the next turn, when our owner has connected to us.
    QMetaObject::invokeMethod(this, &LocalChannel::receive, Qt::QueuedConnection);
}

LocalChannel::~LocalChannel()
{
    // The socket's own end must not call back into a half-destroyed channel.
    m_socket->disconnect(this);
}

bool LocalChannel::send(const Frame &frame)
{
    if (!m_open || !encodeFrame(frame, m_gathered))
        return false;
    if (queuedBytes() > m_maxQueued) {
        end(QStringLiteral("overrun: the other end does not read"));
        return false;
    }
    m_overHighWater = m_overHighWater || queuedBytes() > kHighWaterBytes;
    if (m_gathered.size() >= kGatherBytes)
        flush();
    else
        scheduleFlush();
    return true;
}

void LocalChannel::flush()
{
    if (m_gathered.isEmpty() || !m_open)
        return;
    qsizetype written = m_gathered.size(); // as good as: the end is about to be told
    if (m_socket->state() == QLocalSocket::ConnectedState)
        written = m_socket->bytesToWrite() > 0 ? 0 : writeNow();
    if (written < m_gathered.size())
        m_socket->write(m_gathered.constData() + written, m_gathered.size() - written);
    m_gathered.resize(0); // keeps its memory, which clear() would not
    if (m_socket->bytesToWrite() > 0)
        m_socket->flush();
    noteWritten(); // we may be called over Qt's word of an earlier write, and it has no second one meanwhile
}

/// How much of what was gathered needs no more care. Past Qt, which closes a socket that a write finds
/// broken, and throws away what the other end had still said: its last words. It saves a copy, too.
qsizetype LocalChannel::writeNow()
{
#ifdef Q_OS_UNIX
    const ssize_t sent = ::send(int(m_socket->socketDescriptor()), m_gathered.constData(),
                                std::size_t(m_gathered.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0)
        return sent;
    // Whoever reads comes to the end by itself, after all that was said before.
    return m_reading && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR && errno != ENOBUFS
               ? m_gathered.size()
               : 0;
#else
    return 0;
#endif
}

void LocalChannel::close(const QString &reason)
{
    flush();
    end(reason);
}

qsizetype LocalChannel::queuedBytes() const
{
    return m_gathered.size() + qsizetype(m_socket->bytesToWrite());
}

void LocalChannel::setReading(bool on)
{
    if (m_reading == on || m_ending)
        return;
    m_reading = on;
    m_socket->setReadBufferSize(on ? 0 : kUnreadBytes);
    if (on)
        QMetaObject::invokeMethod(this, &LocalChannel::receive, Qt::QueuedConnection);
    else
        m_frameDeadline.stop(); // the rest of a frame may be here, unread
}

qint64 LocalChannel::peerPid() const
{
    return Link::peerCredentials(m_socket->socketDescriptor()).pid;
}

bool LocalChannel::peerIsUs() const
{
    return Link::peerCredentials(m_socket->socketDescriptor()).isUs;
}

void LocalChannel::scheduleFlush()
{
    if (m_flushScheduled)
        return;
    m_flushScheduled = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_flushScheduled = false;
            flush();
        },
        Qt::QueuedConnection);
}

void LocalChannel::receive()
{
    if (!m_open || !m_reading)
        return;
    const qsizetype here = qsizetype(m_socket->bytesAvailable());
    m_decoder.took(qsizetype(qMax<qint64>(0, m_socket->read(m_decoder.room(here), here))));
    Frame frame;
    FrameDecoder::Status status;
    while ((status = m_decoder.next(frame)) == FrameDecoder::Status::Ok) {
        m_frameDeadline.stop();
        Q_EMIT frameReceived(frame);
        if (!m_open || !m_reading)
            return;
    }
    if (status == FrameDecoder::Status::Error) {
        m_peerBroke = true;
        end(QStringLiteral("garbage on the link: %1").arg(QLatin1StringView(m_decoder.errorText())));
    } else if (m_decoder.pendingBytes() > 0 && !m_frameDeadline.isActive()) {
        m_frameTicks = 0;
        m_frameDeadline.start();
    }
}

void LocalChannel::waitForRest()
{
    if (++m_frameTicks < kFrameTicks)
        return;
    m_peerBroke = true;
    end(QStringLiteral("half a frame, and no more"));
}

void LocalChannel::noteWritten()
{
    if (m_open && m_overHighWater && queuedBytes() <= kHighWaterBytes / 2) {
        m_overHighWater = false;
        Q_EMIT drained();
    }
}

void LocalChannel::end(const QString &reason)
{
    if (!m_open)
        return;
    // Whole frames that arrived before the end still count: an answer may precede a death.
    const bool mayHold = m_socket->bytesAvailable() > 0 || !m_reading;
    if (m_socket->state() != QLocalSocket::ConnectedState && mayHold && !m_ending) {
        m_reading = m_ending = true;
        receive();
        if (!m_open)
            return;
    }
    m_open = false;
    m_frameDeadline.stop();
    m_socket->disconnect(this);
    m_socket->abort();
    m_gathered.clear();
    Q_EMIT closed(reason);
}

} // namespace Lanroom::Link
