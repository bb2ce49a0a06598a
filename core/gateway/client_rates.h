// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

#include <array>

namespace Lanroom {

/// How much a client may send a second; twice as much at once.
struct RateLimits
{
    int messages = 200;
    int bytes = 1024 * 1024;
    int pings = 10; // pongs nobody asked for are as useless, and count as pings
    int tiny = 100; // pieces of messages that hardly carry anything, see ClientRates::kTinyBytes
};

/// How fast one client sends: a token bucket for each of RateLimits. Who sends too many messages or
/// bytes is to be left unread until enough time has passed: nothing is lost, its TCP waits. A ping or
/// a tiny fragment costs us more than its sender and serves nobody in such numbers: who sends too
/// many is to be closed.
///
/// Passive: the caller says what time it is (monotonic ms). Small, there is one for each client.
/// Owned by WireGuard.
class ClientRates
{
public:
    /// A fragment shorter than this is tiny: most of it is its head.
    static constexpr qsizetype kTinyBytes = 16;

    /// Full buckets. limits outlive the object.
    ClientRates(const RateLimits &limits, qint64 nowMs);

    /// They came, and are taken in any case: the bucket may sink below empty.
    void message() { --m_levels[Messages]; }
    void bytes(qint64 count) { m_levels[Bytes] -= float(count); }
    /// Milliseconds for which the client should not be read now; 0: go on. Ask after each reading.
    int waitMs(qint64 nowMs);

    /// One came. False: one too many.
    bool ping(qint64 nowMs) { return take(Pings, nowMs); }
    bool tinyFrame(qint64 nowMs) { return take(Tiny, nowMs); }

private:
    enum Bucket { Messages, Bytes, Pings, Tiny, kBuckets };

    float perSecond(int bucket) const;
    void refill(qint64 nowMs);
    bool take(Bucket bucket, qint64 nowMs);

    const RateLimits &m_limits;
    qint64 m_at;
    std::array<float, kBuckets> m_levels;
};

} // namespace Lanroom
