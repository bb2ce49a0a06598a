// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "clock.h"

#include <string>
#include <string_view>

namespace Bench {

/// What a measured message says: when it was due, as 16 hex digits, and filling up to 'size' bytes.
inline void appendPayload(std::string &out, Nanoseconds due, std::size_t size)
{
    const std::size_t begin = out.size();
    out.resize(begin + size, 'x');
    for (int i = 15; i >= 0; --i, due >>= 4)
        out[begin + std::size_t(i)] = "0123456789abcdef"[due & 15];
}

/// The time in a payload; 0 when it is none.
inline Nanoseconds dueOf(std::string_view payload)
{
    if (payload.size() < 16)
        return 0;
    Nanoseconds due = 0;
    for (const char digit : payload.substr(0, 16)) {
        const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
        if (value < 0 || value > 15)
            return 0;
        due = due << 4 | Nanoseconds(value);
    }
    return due;
}

/// 64 to 128 bytes, the same sequence in every run.
class Sizes
{
public:
    std::size_t next()
    {
        m_state = m_state * 1664525 + 1013904223;
        return 64 + (m_state >> 8) % 65;
    }

private:
    std::uint32_t m_state = 12345;
};

} // namespace Bench
