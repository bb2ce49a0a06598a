// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/restart_policy.h"

namespace Lanroom {

RestartPolicy::RestartPolicy(Kind kind, std::function<double()> random01)
    : m_kind(kind), m_random01(std::move(random01))
{
}

void RestartPolicy::started()
{
    m_readyAt.reset();
}

void RestartPolicy::ready(qint64 now)
{
    m_readyAt = now;
}

std::optional<qint64> RestartPolicy::ended(qint64 now)
{
    if (m_kind == Kind::Once)
        return std::nullopt;
    const bool early = !m_readyAt || now - *m_readyAt < kEarlyMs;
    m_earlyEnds = early ? m_earlyEnds + 1 : 0;

    if (!m_readyAt || now - *m_readyAt < kStillbornMs)
        m_stillborn.append(now);
    m_stillborn.removeIf([now](qint64 at) { return now - at > kFailureWindowMs; });
    if (m_kind == Kind::Service && m_stillborn.size() >= kFailures)
        return std::nullopt;
    return delayMs();
}

void RestartPolicy::reset()
{
    m_earlyEnds = 0;
    m_stillborn.clear();
}

qint64 RestartPolicy::delayMs() const
{
    if (m_earlyEnds < 2)
        return 0;
    const qint64 most = m_kind == Kind::Gateway ? kGatewayMaxDelayMs : kServiceMaxDelayMs;
    const int doublings = qMin(m_earlyEnds - 2, 16);
    return qint64(m_random01() * double(qMin(most, kFirstDelayMs << doublings)));
}

} // namespace Lanroom
