// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/deadlines.h"

namespace Lanroom {

struct GatewayLimits;

/// What must happen in time with one WebSocket client, from the end of its handshake on:
///  - a message that began ends within GatewayLimits::messageMs;
///  - every pingMs it is asked for a sign of life, and gives one within pongMs, which finds those
///    who vanished without a word. Whatever comes from it counts, and so does that it takes what
///    waits for it: a slow phone in the middle of a long message can't answer a ping;
///  - who closes is gone within the time that closing() gives;
///  - who was sent to wait is read again.
/// While it is not read, for whichever reason, nothing can be expected of it, and those times stand
/// still. On the event-loop thread, owned by WireGuard, which it tells.
class ClientWatch final : private Deadlines::Waiter
{
public:
    class Owner
    {
    public:
        virtual void askForLife() = 0;     // send a ping
        virtual void lifeless() = 0;       // there was no answer
        virtual void messageTooSlow() = 0;
        virtual void closeTooSlow() = 0;
        virtual void readAgain() = 0;

    protected:
        ~Owner() = default;
    };

    /// The references outlive the object. Watches nothing until start().
    ClientWatch(Deadlines &deadlines, const GatewayLimits &limits, Owner &owner);

    void start();
    /// A sign of life.
    void heard() { m_heard = true; }
    /// At the end of a turn of reading: whether a message is unfinished.
    void turnEnded(bool inMessage);
    /// One was finished; another may have begun.
    void messageEnded() { m_messageBy = 0; }
    /// It is not read any more, or again.
    void setUnread(bool unread);
    /// It isn't read for so long; then readAgain().
    void readIn(int ms);
    /// From here on only its end is waited for.
    void closing(int ms);
    void stop();

private:
    void due(qint64 nowMs) override;
    void schedule();

    const GatewayLimits &m_limits;
    Owner &m_owner;
    // Monotonic times; 0: not waited for.
    qint64 m_pingAt = 0;
    qint64 m_pongBy = 0;
    qint64 m_messageBy = 0;
    qint64 m_readAt = 0;
    qint64 m_endBy = 0;
    bool m_heard = false;
    bool m_unread = false;
};

} // namespace Lanroom
