// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/memory_channel.h"

#include <QtCore/qcoreapplication.h>

namespace Lanroom::Link {

std::pair<std::unique_ptr<MemoryChannel>, std::unique_ptr<MemoryChannel>> MemoryChannel::pair()
{
    std::unique_ptr<MemoryChannel> a(new MemoryChannel);
    std::unique_ptr<MemoryChannel> b(new MemoryChannel);
    a->m_peer = b.get();
    b->m_peer = a.get();
    return {std::move(a), std::move(b)};
}

MemoryChannel::~MemoryChannel()
{
    m_open = false;
    if (m_peer) {
        QMetaObject::invokeMethod(
            m_peer, [peer = m_peer.get()] { peer->end(QStringLiteral("the other end closed the link")); },
            Qt::QueuedConnection);
    }
}

bool MemoryChannel::send(const Frame &frame)
{
    if (!m_open || !encodeFrame(frame, m_gathered))
        return false;
    if (m_gathered.size() > m_maxQueued) {
        end(QStringLiteral("overrun: the other end does not read"));
        return false;
    }
    QMetaObject::invokeMethod(this, &MemoryChannel::flush, Qt::QueuedConnection);
    return true;
}

void MemoryChannel::flush()
{
    if (!m_peer || m_gathered.isEmpty())
        return;
    const QByteArray bytes = std::exchange(m_gathered, {});
    QMetaObject::invokeMethod(
        m_peer, [peer = m_peer.get(), bytes] { peer->receive(bytes); }, Qt::QueuedConnection);
    if (bytes.size() > kHighWaterBytes)
        Q_EMIT drained();
}

void MemoryChannel::close(const QString &reason)
{
    flush();
    end(reason);
}

void MemoryChannel::setReading(bool on)
{
    if (m_ending)
        return;
    if (std::exchange(m_reading, on) != on && on)
        QMetaObject::invokeMethod(this, [this] { receive({}); }, Qt::QueuedConnection);
}

qint64 MemoryChannel::peerPid() const
{
    return QCoreApplication::applicationPid();
}

void MemoryChannel::receive(const QByteArray &bytes)
{
    if (!m_open)
        return;
    m_decoder.feed(bytes);
    Frame frame;
    while (m_open && m_reading && m_decoder.next(frame) == FrameDecoder::Status::Ok)
        Q_EMIT frameReceived(frame);
}

void MemoryChannel::end(const QString &reason)
{
    if (!m_open)
        return;
    if (!m_reading && !m_ending) {
        m_reading = m_ending = true;
        receive({}); // whole frames that arrived before the end still count
    }
    if (!m_open)
        return;
    m_open = false;
    m_gathered.clear();
    if (m_peer) {
        QMetaObject::invokeMethod(
            m_peer, [peer = m_peer.get()] { peer->end(QStringLiteral("the other end closed the link")); },
            Qt::QueuedConnection);
    }
    Q_EMIT closed(reason);
}

} // namespace Lanroom::Link
