// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/frame.h"

namespace Conformance {

Octets encode(const Frame &frame, const Form &form)
{
    const std::uint64_t length = form.announced.value_or(frame.payload.size());
    int octets = form.lengthOctets;
    if (!octets)
        octets = length < 126 ? 1 : length < 65536 ? 2 : 8;
    const unsigned maskBit = form.masked ? 0x80 : 0;

    Octets out;
    out += char((frame.fin ? 0x80 : 0) | frame.rsv << 4 | frame.opcode);
    out += char(maskBit | (octets == 1 ? unsigned(length) : octets == 2 ? 126u : 127u));
    for (int shift = 8 * (octets - 1); octets > 1 && shift >= 0; shift -= 8)
        out += char(length >> shift);
    if (!form.masked)
        return out + frame.payload;

    const Octets mask = form.mask ? *form.mask : randomOctets(4);
    out += mask;
    const std::size_t start = out.size();
    out += frame.payload;
    for (std::size_t i = 0; i < frame.payload.size(); ++i)
        out[start + i] = char(out[start + i] ^ mask[i % 4]);
    return out;
}

Octets closePayload(int code, View reason)
{
    return Octets{char(code >> 8), char(code & 0xff)}.append(reason);
}

std::optional<Received> takeFrame(Octets &octets)
{
    const auto at = [&octets](std::size_t i) { return static_cast<unsigned char>(octets[i]); };
    if (octets.size() < 2)
        return std::nullopt;
    Received frame;
    frame.fin = at(0) & 0x80;
    frame.rsv = at(0) >> 4 & 7;
    frame.opcode = at(0) & 0x0f;
    frame.masked = at(1) & 0x80;
    std::uint64_t length = at(1) & 0x7f;
    const std::size_t more = length == 126 ? 2 : length == 127 ? 8 : 0;
    const std::size_t head = 2 + more + (frame.masked ? 4 : 0);
    if (octets.size() < head)
        return std::nullopt;
    if (more) {
        length = 0;
        for (std::size_t i = 0; i < more; ++i)
            length = length << 8 | at(2 + i);
        frame.fewestOctets = length >= (more == 2 ? 126u : 65536u);
    }
    if (octets.size() - head < length)
        return std::nullopt;
    frame.payload = octets.substr(head, std::size_t(length));
    octets.erase(0, head + std::size_t(length));
    return frame;
}

} // namespace Conformance
