// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/octets.h"

#include <random>

namespace Conformance {

namespace {

std::mt19937 &generator()
{
    thread_local std::mt19937 engine{std::random_device{}()};
    return engine;
}

} // namespace

std::string hex(View octets, std::size_t limit)
{
    constexpr View digits = "0123456789abcdef";
    std::string out;
    for (const char octet : octets.substr(0, limit)) {
        const auto value = static_cast<unsigned char>(octet);
        out += (out.empty() ? "" : " ");
        out += digits[value >> 4];
        out += digits[value & 15];
    }
    return octets.size() > limit ? out + " ..." : out;
}

Octets fromHex(View text)
{
    Octets out;
    int high = -1;
    for (const char c : text) {
        const auto digit = "0123456789abcdef"sv.find(c);
        if (digit == View::npos)
            continue;
        if (high < 0) {
            high = int(digit);
        } else {
            out += char(high * 16 + int(digit));
            high = -1;
        }
    }
    return out;
}

std::string base64(View octets)
{
    constexpr View letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < octets.size(); at += 3) {
        const View group = octets.substr(at, 3);
        unsigned bits = 0;
        for (std::size_t i = 0; i < 3; ++i)
            bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0u);
        for (std::size_t i = 0; i < 4; ++i)
            out += i <= group.size() ? letters[bits >> (18 - 6 * i) & 63] : '=';
    }
    return out;
}

Octets randomOctets(std::size_t size)
{
    std::uniform_int_distribution<int> any(0, 255);
    Octets out(size, '\0');
    for (char &octet : out)
        octet = char(any(generator()));
    return out;
}

Octets randomText(std::size_t size)
{
    constexpr View words[] = {"the ", "quick ", "brown ", "fox ", "jumps ", "over ",
                              "a ",   "lazy ",  "dog, ",  "and ", "then ",  "sleeps\n"};
    std::uniform_int_distribution<std::size_t> any(0, std::size(words) - 1);
    Octets out;
    while (out.size() < size)
        out += words[any(generator())];
    out.resize(size);
    return out;
}

} // namespace Conformance
