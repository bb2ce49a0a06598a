// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/utf8.h"

namespace Conformance {

bool isUtf8(View octets)
{
    std::size_t at = 0;
    while (at < octets.size()) {
        const auto lead = static_cast<unsigned char>(octets[at++]);
        if (lead < 0x80)
            continue;
        if (lead < 0xc2 || lead > 0xf4)
            return false;
        const int more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        // Only the second octet's range depends on the first.
        unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        for (int i = 0; i < more; ++i) {
            if (at == octets.size())
                return false;
            const auto next = static_cast<unsigned char>(octets[at++]);
            if (next < low || next > high)
                return false;
            low = 0x80;
            high = 0xbf;
        }
    }
    return true;
}

Octets utf8Scheme(unsigned long code, int size)
{
    Octets tail;
    for (int i = 1; i < size; ++i) {
        tail.insert(tail.begin(), char(0x80 | (code & 0x3f)));
        code >>= 6;
    }
    const unsigned mark = size == 1 ? 0 : (0xff00u >> size) & 0xff;
    return char(mark | code) + tail;
}

} // namespace Conformance
