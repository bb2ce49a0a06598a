// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/token_bucket.h"
#include "chat/limits.h"

#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

namespace Lanroom::Chat {

/// Slows down those who try passwords: counts the wrong ones by address. Over the number
/// of addresses it knows, those that have been good for longest are forgotten (or, in an attack
/// from everywhere, all). Pure: the caller says what time it is. Owned by Hall.
class Guesses
{
public:
    explicit Guesses(const Limits &limits) : m_limits(limits) {}

    /// How long address must wait before it may try again; 0: it may.
    qint64 waitMs(const QString &address, qint64 nowMs);
    void wrong(const QString &address, qint64 nowMs);

private:
    const Limits &m_limits;
    QHash<QString, TokenBucket> m_buckets;
};

} // namespace Lanroom::Chat
