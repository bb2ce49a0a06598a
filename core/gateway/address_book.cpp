// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/address_book.h"


namespace Lanroom {

AddressBook::Verdict AddressBook::enter(Key key, qint64 nowMs)
{
    auto it = m_addresses.find(key);
    if (it == m_addresses.end()) {
        if (m_idle >= kMaxRemembered)
            forgetIdle(nowMs);
        it = m_addresses.emplace(key, Address{{m_perMinute / 60.0, double(m_perMinute), nowMs}}).first;
        ++m_idle;
    }
    Address &address = it->second;
    const bool slowEnough = address.fresh.take(nowMs);
    if (address.connections >= m_connections + kBeingTold)
        return Verdict::Drop;
    if (++address.connections == 1)
        --m_idle;
    if (address.connections > m_connections)
        return Verdict::TooMany;
    return slowEnough ? Verdict::Welcome : Verdict::TooFast;
}

void AddressBook::leave(Key key)
{
    const auto it = m_addresses.find(key);
    if (--it->second.connections == 0)
        ++m_idle;
}

/// An idle address whose bucket is full is as good as one never seen. Where nearly all are busy, all
/// idle ones go, so that this isn't done at every connection.
void AddressBook::forgetIdle(qint64 nowMs)
{
    for (auto it = m_addresses.begin(); it != m_addresses.end();) {
        const bool idle = it->second.connections == 0;
        if (idle && it->second.fresh.waitMs(nowMs, m_perMinute) == 0) {
            it = m_addresses.erase(it);
            --m_idle;
        } else {
            ++it;
        }
    }
    if (m_idle > kMaxRemembered / 2) {
        std::erase_if(m_addresses, [](const auto &entry) { return entry.second.connections == 0; });
        m_idle = 0;
    }
}

AddressBook::Verdict AddressBooks::enter(const AddressKey &key, qint64 nowMs)
{
    using Verdict = AddressBook::Verdict;
    const Verdict device = m_devices.enter(key.device, nowMs);
    if (device == Verdict::Drop || key.network == 0)
        return device;
    const Verdict network = m_networks.enter(key.network, nowMs);
    if (network == Verdict::Drop)
        m_devices.leave(key.device);
    return device == Verdict::Welcome || network == Verdict::Drop ? network : device;
}

void AddressBooks::leave(const AddressKey &key)
{
    m_devices.leave(key.device);
    if (key.network != 0)
        m_networks.leave(key.network);
}

} // namespace Lanroom
