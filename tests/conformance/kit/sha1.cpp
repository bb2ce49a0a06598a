// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/sha1.h"

#include <array>
#include <bit>
#include <cstdint>

namespace Conformance {

namespace {

using State = std::array<std::uint32_t, 5>;

std::uint32_t word(View octets, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(octets[at + i]);
    return value;
}

/// RFC 3174 6.1, one block of 64 octets.
void digest(State &state, View block)
{
    std::array<std::uint32_t, 80> w{};
    for (std::size_t t = 0; t < 16; ++t)
        w[t] = word(block, 4 * t);
    for (std::size_t t = 16; t < 80; ++t)
        w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);

    auto [a, b, c, d, e] = state;
    for (std::size_t t = 0; t < 80; ++t) {
        std::uint32_t f, k;
        if (t < 20) {
            f = (b & c) | (~b & d);
            k = 0x5a827999;
        } else if (t < 40) {
            f = b ^ c ^ d;
            k = 0x6ed9eba1;
        } else if (t < 60) {
            f = (b & c) | (b & d) | (c & d);
            k = 0x8f1bbcdc;
        } else {
            f = b ^ c ^ d;
            k = 0xca62c1d6;
        }
        const std::uint32_t next = std::rotl(a, 5) + f + e + w[t] + k;
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    const State sum{a, b, c, d, e};
    for (std::size_t i = 0; i < state.size(); ++i)
        state[i] += sum[i];
}

} // namespace

Octets sha1(View octets)
{
    Octets padded(octets);
    padded += '\x80';
    padded.resize((padded.size() + 8 + 63) / 64 * 64 - 8);
    for (int shift = 56; shift >= 0; shift -= 8)
        padded += char(std::uint64_t(octets.size()) * 8 >> shift);

    State state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    for (std::size_t at = 0; at < padded.size(); at += 64)
        digest(state, View(padded).substr(at, 64));

    Octets out;
    for (const std::uint32_t part : state) {
        for (int shift = 24; shift >= 0; shift -= 8)
            out += char(part >> shift);
    }
    return out;
}

} // namespace Conformance
