// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/guesses.h"

namespace Lanroom::Chat {

qint64 Guesses::waitMs(AddressKey address, qint64 nowMs)
{
    const auto bucket = m_buckets.find(address);
    return bucket == m_buckets.end() ? 0 : bucket->waitMs(nowMs);
}

bool Guesses::take(AddressKey address, qint64 nowMs)
{
    auto bucket = m_buckets.find(address);
    if (bucket == m_buckets.end()) {
        makeRoom(nowMs);
        bucket =
            m_buckets.insert(address, TokenBucket(m_limits.guessRate, m_limits.guessBurst, nowMs));
    }
    return bucket->take(nowMs);
}

void Guesses::giveBack(AddressKey address)
{
    if (const auto bucket = m_buckets.find(address); bucket != m_buckets.end())
        bucket->giveBack();
}

void Guesses::makeRoom(qint64 nowMs)
{
    if (m_buckets.size() < m_limits.addresses)
        return;
    const auto owes = [&](TokenBucket &bucket) {
        return bucket.waitMs(nowMs, m_limits.guessBurst);
    };
    m_buckets.removeIf(
        [&](QHash<AddressKey, TokenBucket>::iterator bucket) { return owes(*bucket) == 0; });
    if (m_buckets.size() < m_limits.addresses)
        return;
    auto least = m_buckets.begin();
    for (auto bucket = m_buckets.begin(); bucket != m_buckets.end(); ++bucket) {
        if (owes(*bucket) < owes(*least))
            least = bucket;
    }
    m_buckets.erase(least);
}

} // namespace Lanroom::Chat
