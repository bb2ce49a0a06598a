// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/frame_mask.h"

#include <array>
#include <cstring>

namespace Lanroom {

void applyMask(std::span<char> bytes, quint32 key, quint64 offset)
{
    std::array<char, 4> keyBytes;
    std::memcpy(keyBytes.data(), &key, 4);
    std::array<char, 8> turned; // the key as it meets these bytes, twice
    for (std::size_t i = 0; i < turned.size(); ++i)
        turned[i] = keyBytes[(offset + i) % 4];
    quint64 wide;
    std::memcpy(&wide, turned.data(), 8);

    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 word;
        std::memcpy(&word, bytes.data() + at, 8);
        word ^= wide;
        std::memcpy(bytes.data() + at, &word, 8);
    }
    for (; at < bytes.size(); ++at)
        bytes[at] = char(bytes[at] ^ turned[at % 4]);
}

} // namespace Lanroom
