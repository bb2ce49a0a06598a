// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/frame.h"

#include <QtCore/qobject.h>

namespace Lanroom::Link {

/// One end of a link: frames out, frames in. Over a QLocalSocket in the programs (LocalChannel), in
/// memory in unit tests (MemoryChannel). Lives in one thread.
///
/// Sending never blocks: frames are gathered and go out at the end of the event-loop turn. What the
/// other end does not read piles up to maxQueuedBytes(); over that the channel closes itself with
/// 'overrun', since a link may lose everything but never one frame from the middle.
///
/// closed() comes once, whatever the reason (the other end's end, garbage, overrun, close()); after
/// it nothing is received and send() does nothing. Don't delete the channel inside its signals: use
/// deleteLater().
class Channel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// 16 MiB: some hundred thousand chat messages, or a link that nobody reads any more.
    static constexpr qsizetype kDefaultMaxQueuedBytes = 16 * 1024 * 1024;

    /// Whoever can wait (a gateway can leave a client unread) should, from here until drained().
    static constexpr qsizetype kHighWaterBytes = 1024 * 1024;

    /// False when the channel is closed or the frame breaks a limit of frame.h (which is the
    /// caller's bug: it checks what comes from outside before). True says that it was taken, not
    /// that it arrived.
    virtual bool send(const Frame &frame) = 0;
    /// Hands what was gathered to the socket now instead of at the end of the turn.
    virtual void flush() = 0;
    virtual void close(const QString &reason) = 0;
    virtual bool isOpen() const = 0;
    virtual qsizetype queuedBytes() const = 0;
    virtual void setMaxQueuedBytes(qsizetype bytes) = 0;
    /// While off, no frame is handed out: what comes waits here, some KiB of it, and then at the other
    /// end. For whoever is answered for every frame and would overrun an end that reads more slowly.
    /// That the other end has gone is noticed when reading is on again or something is sent.
    virtual void setReading(bool on) = 0;
    /// After closed(): whether the other end's bytes were the reason.
    bool peerBroke() const { return m_peerBroke; }

    /// The other process's pid by the kernel's word (SO_PEERCRED); 0 where the system can't tell.
    virtual qint64 peerPid() const = 0;
    /// True when the kernel says that the other end runs as our user; true where it can't tell
    /// (the socket's 0700 directory stands for it there).
    virtual bool peerIsUs() const = 0;

Q_SIGNALS:
    /// The views in frame end with the call.
    void frameReceived(const Lanroom::Link::Frame &frame);
    void closed(const QString &reason);
    /// The queue, once over kHighWaterBytes, has fallen to half of that: senders may go on.
    void drained();

protected:
    bool m_peerBroke = false;
};

} // namespace Lanroom::Link
