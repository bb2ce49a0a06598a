// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/channel.h"
#include "link/frame_codec.h"

#include <QtCore/qtimer.h>

QT_BEGIN_NAMESPACE
class QLocalSocket;
QT_END_NAMESPACE

namespace Lanroom::Link {

/// A link over a connected QLocalSocket (a Unix socket; a named pipe on Windows). Frames sent in one
/// event-loop pass leave in one write. In every program, on its event-loop thread.
///
/// They do not wait for the end of the turn (TurnEnd), as writes to clients do: tried in the gateway, it
/// took fan-out to 1,000 members down to 0.8 per second of CPU. The service is better asked while the turn
/// lasts; its answers then join the writes at the turn's end.
class LocalChannel final : public Channel
{
    Q_OBJECT
public:
    /// A frame that has begun must end within this, or the link is closed as broken. Only time in which
    /// our own event loop runs is counted: after a stall of the whole machine nobody is to blame.
    static constexpr int kFrameDeadlineMs = 5000;

    /// Takes the socket, which must be connected.
    explicit LocalChannel(QLocalSocket *socket, QObject *parent = nullptr,
                          int frameDeadlineMs = kFrameDeadlineMs);
    ~LocalChannel() override;

    bool send(const Frame &frame) override;
    void flush() override;
    void close(const QString &reason) override;
    bool isOpen() const override { return m_open; }
    qsizetype queuedBytes() const override;
    void setMaxQueuedBytes(qsizetype bytes) override { m_maxQueued = bytes; }
    void setReading(bool on) override;
    qint64 peerPid() const override;
    bool peerIsUs() const override;

private:
    qsizetype writeNow();
    void scheduleFlush();
    void receive();
    void waitForRest();
    void noteWritten();
    void end(const QString &reason);

    QLocalSocket *m_socket;
    FrameDecoder m_decoder;
    QByteArray m_gathered; // since the last flush
    qsizetype m_maxQueued = kDefaultMaxQueuedBytes;
    bool m_open = true;
    bool m_reading = true;
    bool m_ending = false; // the last frames are handed out, whoever would rather wait
    bool m_flushScheduled = false;
    bool m_overHighWater = false;
    QTimer m_frameDeadline; // ticks while the rest of a frame is waited for
    int m_frameTicks = 0;
};

} // namespace Lanroom::Link
