// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/guesses.h"

namespace Lanroom::Chat {

qint64 Guesses::waitMs(const QString &address, qint64 nowMs)
{
    const auto bucket = m_buckets.find(address);
    return bucket == m_buckets.end() ? 0 : bucket->waitMs(nowMs);
}

void Guesses::wrong(const QString &address, qint64 nowMs)
{
    if (m_buckets.size() >= m_limits.addresses) {
        m_buckets.removeIf([&](QHash<QString, TokenBucket>::iterator bucket) {
            return bucket->waitMs(nowMs, m_limits.guessBurst) == 0;
        });
        if (m_buckets.size() >= m_limits.addresses)
            m_buckets.clear();
    }
    auto bucket = m_buckets.find(address);
    if (bucket == m_buckets.end())
        bucket =
            m_buckets.insert(address, TokenBucket(m_limits.guessRate, m_limits.guessBurst, nowMs));
    bucket->take(nowMs);
}

} // namespace Lanroom::Chat
