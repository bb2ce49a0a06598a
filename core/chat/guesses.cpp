// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/guesses.h"

namespace Lanroom::Chat {

Guesses::Guesses(const Limits &limits) : m_devices(limits, 1), m_networks(limits, AddressKey::kNetworkShare)
{
}

qint64 Guesses::waitMs(const AddressKey &address, qint64 nowMs)
{
    const qint64 device = m_devices.waitMs(address.device, nowMs);
    return address.network == 0 ? device : qMax(device, m_networks.waitMs(address.network, nowMs));
}

bool Guesses::take(const AddressKey &address, qint64 nowMs)
{
    if (waitMs(address, nowMs) > 0)
        return false;
    if (address.network != 0)
        m_networks.take(address.network, nowMs);
    return m_devices.take(address.device, nowMs);
}

void Guesses::giveBack(const AddressKey &address)
{
    m_devices.giveBack(address.device);
    if (address.network != 0)
        m_networks.giveBack(address.network);
}

Guesses::Buckets::Buckets(const Limits &limits, int share)
    : m_most(limits.addresses), m_rate(limits.guessRate * share), m_burst(limits.guessBurst * share)
{
}

qint64 Guesses::Buckets::waitMs(quint64 key, qint64 nowMs)
{
    const auto bucket = m_buckets.find(key);
    return bucket == m_buckets.end() ? 0 : bucket->waitMs(nowMs);
}

bool Guesses::Buckets::take(quint64 key, qint64 nowMs)
{
    auto bucket = m_buckets.find(key);
    if (bucket == m_buckets.end()) {
        makeRoom(nowMs);
        bucket = m_buckets.insert(key, TokenBucket(m_rate, m_burst, nowMs));
    }
    return bucket->take(nowMs);
}

void Guesses::Buckets::giveBack(quint64 key)
{
    if (const auto bucket = m_buckets.find(key); bucket != m_buckets.end())
        bucket->giveBack();
}

void Guesses::Buckets::makeRoom(qint64 nowMs)
{
    if (m_buckets.size() < m_most)
        return;
    const auto owes = [&](TokenBucket &bucket) { return bucket.waitMs(nowMs, m_burst); };
    m_buckets.removeIf([&](QHash<quint64, TokenBucket>::iterator bucket) { return owes(*bucket) == 0; });
    if (m_buckets.size() < m_most)
        return;
    auto least = m_buckets.begin();
    for (auto bucket = m_buckets.begin(); bucket != m_buckets.end(); ++bucket) {
        if (owes(*bucket) < owes(*least))
            least = bucket;
    }
    m_buckets.erase(least);
}

} // namespace Lanroom::Chat
