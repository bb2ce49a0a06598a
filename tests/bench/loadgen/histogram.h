// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "clock.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace Bench {

/// Latencies in buckets whose width is 1/64 of their power of two: quantiles are right to 1.6 %.
class Histogram
{
public:
    void add(Nanoseconds value)
    {
        ++m_buckets[std::min(indexOf(value), m_buckets.size() - 1)];
        ++m_count;
        m_max = std::max(m_max, value);
    }

    /// In microseconds; 0 when there is no value.
    double quantile(double part) const
    {
        const auto wanted = std::uint64_t(std::ceil(part * double(m_count)));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; m_count > 0 && i < m_buckets.size(); ++i) {
            seen += m_buckets[i];
            if (seen >= wanted)
                return middleOf(i) / 1e3;
        }
        return 0;
    }
    double max() const { return double(m_max) / 1e3; }
    std::uint64_t count() const { return m_count; }

private:
    static constexpr std::size_t kParts = 64;

    static std::size_t indexOf(Nanoseconds value)
    {
        if (value < kParts)
            return value;
        const auto power = std::size_t(std::bit_width(value)) - 1;
        return (power - 5) * kParts + ((value >> (power - 6)) & (kParts - 1));
    }
    static double middleOf(std::size_t index)
    {
        if (index < kParts)
            return double(index);
        return std::ldexp(double(kParts + index % kParts) + 0.5, int(index / kParts) - 1);
    }

    std::array<std::uint64_t, kParts * 48> m_buckets{};
    std::uint64_t m_count = 0;
    Nanoseconds m_max = 0;
};

} // namespace Bench
