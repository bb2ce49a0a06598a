// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/token_bucket.h"
#include "chat/address_key.h"
#include "chat/limits.h"

#include <QtCore/qhash.h>

namespace Lanroom::Chat {

/// Slows down those who try passwords: counts the wrong ones by address. One that takes a while to
/// look at counts from the beginning, until it turns out to be right. Over the number of
/// addresses it knows, those that have been good for longest are forgotten; in an attack from
/// everywhere, one at a time, whoever owes least. Pure: the caller says what time it is. Owned by
/// Hall.
class Guesses
{
public:
    explicit Guesses(const Limits &limits) : m_limits(limits) {}

    /// How long address must wait before it may try again; 0: it may.
    qint64 waitMs(AddressKey address, qint64 nowMs);
    /// One guess, wrong until it is given back. False, and nothing taken: see waitMs().
    bool take(AddressKey address, qint64 nowMs);
    void giveBack(AddressKey address);

private:
    void makeRoom(qint64 nowMs);

    const Limits &m_limits;
    QHash<AddressKey, TokenBucket> m_buckets;
};

} // namespace Lanroom::Chat
