// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <ctime>

namespace Bench {

using Nanoseconds = std::uint64_t;

constexpr Nanoseconds kSecond = 1'000'000'000;

/// The monotonic clock.
inline Nanoseconds now()
{
    timespec time;
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return Nanoseconds(time.tv_sec) * kSecond + Nanoseconds(time.tv_nsec);
}

inline Nanoseconds nanoseconds(double seconds)
{
    return Nanoseconds(seconds * 1e9);
}

} // namespace Bench
