// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom {

/// A rate limit: 'burst' at once, 'perSecond' in the long run (token bucket). Passive: no timer,
/// the caller says what time it is (monotonic ms). Not thread-safe.
class TokenBucket
{
public:
    /// now: the time the bucket starts full.
    TokenBucket(double perSecond, double burst, qint64 nowMs)
        : m_perMs(perSecond / 1000), m_burst(burst), m_level(burst), m_at(nowMs)
    {
    }

    /// Takes cost and returns true, or takes nothing and returns false.
    bool take(qint64 nowMs, double cost = 1)
    {
        refill(nowMs);
        if (m_level < cost)
            return false;
        m_level -= cost;
        return true;
    }

    /// What was taken for something that turned out to be free.
    void giveBack(double cost = 1) { m_level = qMin(m_burst, m_level + cost); }

    /// Milliseconds from now until cost could be taken; 0 when it could be now.
    qint64 waitMs(qint64 nowMs, double cost = 1)
    {
        refill(nowMs);
        return m_level >= cost ? 0 : qint64((cost - m_level) / m_perMs) + 1;
    }

private:
    void refill(qint64 nowMs)
    {
        if (nowMs > m_at) {
            m_level = qMin(m_burst, m_level + double(nowMs - m_at) * m_perMs);
            m_at = nowMs;
        }
    }

    double m_perMs;
    double m_burst;
    double m_level;
    qint64 m_at;
};

} // namespace Lanroom
