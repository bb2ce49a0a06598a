// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/deadlines.h"

#include "base/clock.h"

namespace Lanroom {

void Deadlines::Waiter::wait(qint64 dueMs)
{
    const qint64 rounded = (dueMs + kGrainMs - 1) / kGrainMs * kGrainMs;
    if (rounded == m_due)
        return;
    if (m_due != 0)
        m_deadlines.m_waiting.erase({m_due, this});
    m_due = rounded;
    if (m_due == 0)
        return; // the timer may come once for nothing
    m_deadlines.m_waiting.insert({m_due, this});
    if (m_deadlines.m_waiting.begin()->second == this)
        m_deadlines.arm();
}

Deadlines::Deadlines(const Clock &clock) : m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer); // rounded already
    m_timer.callOnTimeout([this] { expire(); });
}

qint64 Deadlines::now() const
{
    return m_clock.monotonicMs();
}

void Deadlines::expire()
{
    const qint64 now = m_clock.monotonicMs();
    while (!m_waiting.empty() && m_waiting.begin()->first <= now) {
        Waiter *waiter = m_waiting.begin()->second;
        m_waiting.erase(m_waiting.begin());
        waiter->m_due = 0;
        waiter->due(now);
    }
    arm();
}

void Deadlines::arm()
{
    if (m_waiting.empty())
        m_timer.stop();
    else
        m_timer.start(int(qMax<qint64>(0, m_waiting.begin()->first - m_clock.monotonicMs())));
}

} // namespace Lanroom
