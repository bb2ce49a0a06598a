// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/ticker.h"

namespace Lanroom {

Ticker::Ticker(const Clock &clock, std::function<void()> tick)
    : m_clock(clock), m_tick(std::move(tick))
{
    m_timer.setSingleShot(true);
    m_timer.callOnTimeout([this] { check(); });
}

void Ticker::setInterval(int ms)
{
    m_intervalMs = qMax(0, ms);
    m_dueMs = m_intervalMs > 0 ? m_clock.monotonicMs() + m_intervalMs : -1;
    schedule();
}

void Ticker::check()
{
    const qint64 now = m_clock.monotonicMs();
    const bool due = m_dueMs >= 0 && now >= m_dueMs;
    if (due)
        m_dueMs = now + m_intervalMs;
    schedule();
    if (due)
        m_tick(); // last: it may set another interval
}

void Ticker::schedule()
{
    if (m_dueMs < 0)
        m_timer.stop();
    else
        m_timer.start(int(qMax<qint64>(0, m_dueMs - m_clock.monotonicMs())));
}

} // namespace Lanroom
