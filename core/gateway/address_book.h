// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/address_key.h"
#include "base/token_bucket.h"

#include <QtCore/qglobal.h>

#include <unordered_map>

namespace Lanroom {

/// How many connections each address has, and how fast it makes new ones: both are bounded, so that
/// one device can take neither all the room nor all the time. Who counts as one: see AddressKey.
///
/// Passive: the caller says what time it is (monotonic ms). Owned by Acceptor. Memory is bounded by
/// the connections and by kMaxRemembered addresses without any; when there are more, their last
/// minute is forgotten.
class AddressBook
{
public:
    enum class Verdict {
        Welcome,
        TooMany, // connections at once
        TooFast, // new ones a minute
        Drop,    // it goes on although it is being told so
    };
    using Key = quint64;

    static constexpr std::size_t kMaxRemembered = 4096;
    /// How many connections beyond the limit an address may have to be told about it.
    static constexpr int kBeingTold = 8;

    AddressBook(int connections, int perMinute)
        : m_connections(connections), m_perMinute(perMinute)
    {
    }

    /// A connection came. It counts until leave(), unless the verdict is Drop.
    Verdict enter(Key key, qint64 nowMs);
    void leave(Key key);

    std::size_t size() const { return m_addresses.size(); }

private:
    struct Address
    {
        TokenBucket fresh;
        int connections = 0;
    };

    void forgetIdle(qint64 nowMs);

    const int m_connections;
    const int m_perMinute;
    std::unordered_map<Key, Address> m_addresses;
    std::size_t m_idle = 0; // of them, without a connection
};

/// One of devices and one of IPv6 networks, which may have as many connections as AddressKey's share says.
class AddressBooks
{
public:
    AddressBooks(int connections, int perMinute)
        : m_devices(connections, perMinute),
          m_networks(connections * AddressKey::kNetworkShare, perMinute * AddressKey::kNetworkShare)
    {
    }

    /// As AddressBook has them.
    AddressBook::Verdict enter(const AddressKey &key, qint64 nowMs);
    void leave(const AddressKey &key);

private:
    AddressBook m_devices;
    AddressBook m_networks;
};

} // namespace Lanroom
