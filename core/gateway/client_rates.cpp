// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/client_rates.h"

#include <cmath>

namespace Lanroom {

namespace {

constexpr float kBurstSeconds = 2;

} // namespace

ClientRates::ClientRates(const RateLimits &limits, qint64 nowMs) : m_limits(limits), m_at(nowMs)
{
    for (int i = 0; i < kBuckets; ++i)
        m_levels[std::size_t(i)] = perSecond(i) * kBurstSeconds;
}

float ClientRates::perSecond(int bucket) const
{
    switch (bucket) {
    case Messages:
        return float(m_limits.messages);
    case Bytes:
        return float(m_limits.bytes);
    case Pings:
        return float(m_limits.pings);
    default:
        return float(m_limits.tiny);
    }
}

void ClientRates::refill(qint64 nowMs)
{
    if (nowMs <= m_at)
        return;
    const float seconds = float(nowMs - m_at) / 1000;
    m_at = nowMs;
    for (int i = 0; i < kBuckets; ++i) {
        float &level = m_levels[std::size_t(i)];
        level = qMin(perSecond(i) * kBurstSeconds, level + perSecond(i) * seconds);
    }
}

int ClientRates::waitMs(qint64 nowMs)
{
    refill(nowMs);
    float seconds = 0;
    for (const Bucket bucket : {Messages, Bytes})
        seconds = qMax(seconds, -m_levels[bucket] / perSecond(bucket));
    return int(std::lround(seconds * 1000));
}

bool ClientRates::take(Bucket bucket, qint64 nowMs)
{
    refill(nowMs);
    if (m_levels[bucket] < 1)
        return false;
    --m_levels[bucket];
    return true;
}

} // namespace Lanroom
