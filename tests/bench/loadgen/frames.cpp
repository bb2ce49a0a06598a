// SPDX-License-Identifier: LGPL-3.0-or-later
#include "frames.h"

#include <cstring>

namespace Bench {

void appendFrame(std::string &out, Opcode opcode, std::string_view payload, std::uint32_t mask)
{
    const std::size_t length = payload.size();
    out += char(0x80 | std::uint8_t(opcode));
    if (length < 126) {
        out += char(0x80 | length);
    } else {
        out += char(0x80 | 126); // nothing here is longer than 64 KiB
        out += char(length >> 8);
        out += char(length);
    }
    char key[4];
    std::memcpy(key, &mask, sizeof key);
    out.append(key, sizeof key);
    const std::size_t begin = out.size();
    out.append(payload);
    for (std::size_t i = 0; i < length; ++i)
        out[begin + i] = char(out[begin + i] ^ key[i & 3]);
}

std::optional<Frame> firstFrame(std::string_view bytes)
{
    const auto byte = [bytes](std::size_t at) { return std::uint64_t(std::uint8_t(bytes[at])); };
    if (bytes.size() < 2)
        return {};
    std::uint64_t length = byte(1) & 127;
    const std::size_t lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
    const std::size_t head = 2 + lengthBytes;
    if (bytes.size() < head)
        return {};
    if (lengthBytes > 0)
        length = 0;
    for (std::size_t i = 0; i < lengthBytes; ++i)
        length = length << 8 | byte(2 + i);
    if (bytes.size() - head < length)
        return {};
    return Frame{Opcode(byte(0) & 15), bytes.substr(head, length), head + length,
                 (byte(0) & 128) != 0, (byte(1) & 128) != 0};
}

} // namespace Bench
