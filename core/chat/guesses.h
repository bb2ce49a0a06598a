// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/address_key.h"
#include "base/token_bucket.h"
#include "chat/limits.h"

#include <QtCore/qhash.h>

namespace Lanroom::Chat {

/// Slows down those who try passwords: counts the wrong ones by address and by IPv6 network. One that takes a
/// while to look at counts from the beginning, until it turns out to be right. Over the number of
/// addresses it knows, those that have been good for longest are forgotten; in an attack from
/// everywhere, one at a time, whoever owes least. Pure: the caller says what time it is. Owned by
/// Hall.
class Guesses
{
public:
    explicit Guesses(const Limits &limits);

    /// How long address must wait before it may try again; 0: it may.
    qint64 waitMs(const AddressKey &address, qint64 nowMs);
    /// One guess, wrong until it is given back. False, and nothing taken: see waitMs().
    bool take(const AddressKey &address, qint64 nowMs);
    void giveBack(const AddressKey &address);

private:
    /// The buckets of devices, or of networks.
    class Buckets
    {
    public:
        Buckets(const Limits &limits, int share);
        qint64 waitMs(quint64 key, qint64 nowMs);
        bool take(quint64 key, qint64 nowMs);
        void giveBack(quint64 key);

    private:
        void makeRoom(qint64 nowMs);

        const int m_most;
        const double m_rate;
        const double m_burst;
        QHash<quint64, TokenBucket> m_buckets;
    };

    Buckets m_devices;
    Buckets m_networks;
};

} // namespace Lanroom::Chat
