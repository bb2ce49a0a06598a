// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/token_bucket.h"

#include <QtCore/qglobal.h>

#include <unordered_map>

QT_BEGIN_NAMESPACE
class QHostAddress;
QT_END_NAMESPACE

namespace Lanroom {

/// How many connections each address has, and how fast it makes new ones: both are bounded, so that
/// one device can take neither all the room nor all the time. An IPv6 device has as many addresses as
/// it likes within its network, so there a whole /64 counts as one.
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
    /// Counted by the first eight bytes of an IPv6 address, or the four of an IPv4 address.
    using Key = quint64;

    static constexpr std::size_t kMaxRemembered = 4096;
    /// How many connections beyond the limit an address may have to be told about it.
    static constexpr int kBeingTold = 8;

    static Key keyOf(const QHostAddress &address);

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

} // namespace Lanroom
