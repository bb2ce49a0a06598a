// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/address_book.h"

#include <QtCore/qendian.h>
#include <QtNetwork/qhostaddress.h>

namespace Lanroom {

AddressBook::Key AddressBook::keyOf(const QHostAddress &address)
{
    bool isV4 = false;
    // Also for one in v6's clothes, as it comes in at a listener for both. No /64 is like it:
    // ::/32 is nobody's network.
    if (const quint32 v4 = address.toIPv4Address(&isV4); isV4)
        return v4;
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return qFromBigEndian<quint64>(v6.c);
}

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

} // namespace Lanroom
