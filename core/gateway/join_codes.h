// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/token_bucket.h"
#include "gateway/assets.h"

namespace Lanroom {

/// Pictures of the addresses that lead here. Making one of a long name takes milliseconds of an
/// event loop that all clients share, and anybody may ask: the last few are remembered, and how
/// many new ones are made is bounded, whoever wants them. By the bytes of their addresses, which is
/// how long it takes (2 us each, or 5 on a slow machine): of common names there may be many.
/// Passive: the caller says what time it is (monotonic ms). Owned by Site.
class JoinCodes
{
public:
    /// Remembered; those asked for longest ago are forgotten first. Each has up to 70 KiB.
    static constexpr qsizetype kRemembered = 16;
    /// A room's longest name takes 768.
    static constexpr qsizetype kMaxAddressBytes = 1024;
    /// New ones, in the long run and at once: 8 % of a slow machine's processor, and 20 ms of a
    /// turn.
    static constexpr int kBytesPerSecond = 16 * 1024;
    static constexpr int kBurstBytes = 4 * 1024;

    enum class Outcome { Found, TooLong, TooFast };
    struct Code
    {
        Outcome outcome;
        Assets::Asset picture; // when Found; shares its bytes with what is remembered
    };
    Code of(const QByteArray &address, qint64 nowMs);

    /// How many were made since the start; for tests.
    int made() const { return m_made; }

private:
    struct Remembered
    {
        QByteArray address;
        Assets::Asset picture;
    };

    QList<Remembered> m_remembered; // the last asked for first
    TokenBucket m_making{kBytesPerSecond, kBurstBytes, 0};
    int m_made = 0;
};

} // namespace Lanroom
