// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/client_watch.h"

#include "gateway/gateway_limits.h"

namespace Lanroom {

namespace {

/// True once when a time has come, which is then waited for no more.
bool passed(qint64 &time, qint64 nowMs)
{
    if (time == 0 || time > nowMs)
        return false;
    time = 0;
    return true;
}

} // namespace

ClientWatch::ClientWatch(Deadlines &deadlines, const GatewayLimits &limits, Owner &owner)
    : Waiter(deadlines), m_limits(limits), m_owner(owner)
{
}

void ClientWatch::start()
{
    m_pingAt = now() + m_limits.pingMs;
    schedule();
}

void ClientWatch::turnEnded(bool inMessage)
{
    if (!inMessage) {
        m_messageBy = 0;
    } else if (m_messageBy == 0 && m_endBy == 0) {
        m_messageBy = now() + m_limits.messageMs;
        schedule();
    }
}

void ClientWatch::setUnread(bool unread)
{
    if (m_endBy != 0 || m_unread == unread)
        return;
    m_unread = unread;
    m_messageBy = 0;
    m_pongBy = 0;
    m_pingAt = unread ? 0 : now() + m_limits.pingMs;
    schedule();
}

void ClientWatch::readIn(int ms)
{
    m_readAt = now() + ms;
    schedule();
}

void ClientWatch::closing(int ms)
{
    stop();
    m_endBy = now() + ms;
    schedule();
}

void ClientWatch::stop()
{
    m_pingAt = m_pongBy = m_messageBy = m_readAt = m_endBy = 0;
    wait(0);
}

/// Times that moved away are noticed when the one that was set comes.
void ClientWatch::schedule()
{
    qint64 next = 0;
    for (const qint64 time : {m_pingAt, m_pongBy, m_messageBy, m_readAt, m_endBy}) {
        if (time != 0 && (next == 0 || time < next))
            next = time;
    }
    if (next != 0 && (waitsFor() == 0 || next < waitsFor()))
        wait(next);
}

/// One thing at a time: each may be this object's end.
void ClientWatch::due(qint64 nowMs)
{
    if (passed(m_endBy, nowMs))
        return m_owner.closeTooSlow();
    if (passed(m_messageBy, nowMs))
        return m_owner.messageTooSlow();
    if (passed(m_pongBy, nowMs) && !m_heard)
        return m_owner.lifeless();
    if (passed(m_pingAt, nowMs)) {
        const bool stillAsked = m_pongBy != 0 && !m_heard; // where pongs may take longer than pings come
        if (!stillAsked)
            m_pongBy = nowMs + m_limits.pongMs;
        m_heard = false;
        m_pingAt = nowMs + m_limits.pingMs;
        schedule();
        return m_owner.askForLife();
    }
    const bool read = passed(m_readAt, nowMs);
    schedule();
    if (read)
        m_owner.readAgain();
}

} // namespace Lanroom
