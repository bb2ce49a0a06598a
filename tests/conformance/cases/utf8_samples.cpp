// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/cases/utf8_samples.h"

#include "conformance/kit/utf8.h"

namespace Conformance {

const std::vector<Utf8Sample> &goodUtf8()
{
    static const std::vector<Utf8Sample> samples{
        {"ascii", "Hello, world"},
        {"controls", "\x01\t\n\r\x1b\x7f"},
        {"nul", "a\0b"s},
        {"latin", "Gr\xc3\xbc\xc3\x9f"
                  "e, \xc3\xa0 la carte"},
        {"greek", "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5"},
        {"japanese", "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e"},
        {"emoji", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80 \xf0\x9f\x87\xaa\xf0\x9f\x87\xba"},
        {"combining", "e\xcc\x81 and a\xcc\x8a"},
        {"byte-order-mark", "\xef\xbb\xbf"
                            "after the mark"},
        {"mark-alone", "\xef\xbb\xbf"},
        {"mark-twice", "\xef\xbb\xbf\xef\xbb\xbf"},
        {"first-of-1", utf8Scheme(0x0, 1)},
        {"last-of-1", utf8Scheme(0x7f, 1)},
        {"first-of-2", utf8Scheme(0x80, 2)},
        {"last-of-2", utf8Scheme(0x7ff, 2)},
        {"first-of-3", utf8Scheme(0x800, 3)},
        {"last-of-3", utf8Scheme(0xffff, 3)},
        {"first-of-4", utf8Scheme(0x10000, 4)},
        {"last-of-4", utf8Scheme(0x10ffff, 4)},
        {"before-surrogates", utf8Scheme(0xd7ff, 3)},
        {"after-surrogates", utf8Scheme(0xe000, 3)},
        {"private-use", utf8Scheme(0xf8ff, 3) + utf8Scheme(0x10fffd, 4)},
        {"replacement", utf8Scheme(0xfffd, 3)},
        {"noncharacter-fffe", utf8Scheme(0xfffe, 3)},
        {"noncharacter-fdd0", utf8Scheme(0xfdd0, 3) + utf8Scheme(0xfdef, 3)},
        {"noncharacters-of-planes", utf8Scheme(0x1fffe, 4) + utf8Scheme(0x8ffff, 4)},
    };
    return samples;
}

const std::vector<Utf8Sample> &badUtf8()
{
    static const std::vector<Utf8Sample> samples{
        // A continuation that continues nothing.
        {"continuation-80", "\x80"},
        {"continuation-bf", "\xbf"},
        {"continuations", "\x80\xbf\x80\xbf\x80\xbf"},
        {"continuation-after-character", "\xc3\xa9\xa9"},
        // Octets that never occur.
        {"octet-c0", "\xc0"},
        {"octet-c1", "\xc1"},
        {"octet-f5", "\xf5"},
        {"octet-f8", "\xf8"},
        {"octet-fc", "\xfc"},
        {"octet-fe", "\xfe"},
        {"octet-ff", "\xff"},
        {"octets-fe-ff", "\xfe\xfe\xff\xff"},
        // A character broken off by another.
        {"2-broken", "\xc3z"},
        {"3-broken-early", "\xe2z"},
        {"3-broken-late", "\xe2\x98z"},
        {"4-broken-early", "\xf0z"},
        {"4-broken-middle", "\xf0\x9fz"},
        {"4-broken-late", "\xf0\x9f\x91z"},
        {"lead-after-lead", "\xc3\xc3"},
        {"lead-within-3", "\xe2\x98\xe2\x98\x95"},
        // A character that the message's end breaks off.
        {"2-cut", "\xc3", true},
        {"3-cut-early", "\xe2", true},
        {"3-cut-late", "\xe2\x98", true},
        {"4-cut-early", "\xf0", true},
        {"4-cut-middle", "\xf0\x9f", true},
        {"4-cut-late", "\xf0\x9f\x91", true},
        // Written longer than need be.
        {"overlong-slash-2", utf8Scheme('/', 2)},
        {"overlong-slash-3", utf8Scheme('/', 3)},
        {"overlong-slash-4", utf8Scheme('/', 4)},
        {"overlong-slash-5", utf8Scheme('/', 5)},
        {"overlong-slash-6", utf8Scheme('/', 6)},
        {"overlong-nul-2", utf8Scheme(0, 2)},
        {"overlong-nul-3", utf8Scheme(0, 3)},
        {"overlong-nul-4", utf8Scheme(0, 4)},
        {"overlong-last-of-1", utf8Scheme(0x7f, 2)},
        {"overlong-last-of-2", utf8Scheme(0x7ff, 3)},
        {"overlong-last-of-3", utf8Scheme(0xffff, 4)},
        // Halves of UTF-16's pairs, alone and as pairs.
        {"surrogate-first", utf8Scheme(0xd800, 3)},
        {"surrogate-last-high", utf8Scheme(0xdbff, 3)},
        {"surrogate-first-low", utf8Scheme(0xdc00, 3)},
        {"surrogate-last", utf8Scheme(0xdfff, 3)},
        {"surrogate-pair", utf8Scheme(0xd83d, 3) + utf8Scheme(0xde00, 3)},
        // Beyond U+10FFFF.
        {"beyond-110000", utf8Scheme(0x110000, 4)},
        {"beyond-13ffff", utf8Scheme(0x13ffff, 4)},
        {"beyond-1fffff", utf8Scheme(0x1fffff, 4)},
        {"beyond-5-octets", utf8Scheme(0x200000, 5)},
        {"beyond-6-octets", utf8Scheme(0x4000000, 6)},
        {"beyond-7fffffff", utf8Scheme(0x7fffffff, 6)},
    };
    return samples;
}

Octets scalarValues(unsigned long first, unsigned long count)
{
    Octets out;
    for (unsigned long code = first; code < first + count; ++code) {
        if (code >= 0xd800 && code <= 0xdfff)
            continue;
        out += utf8Scheme(code, code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
    }
    return out;
}

} // namespace Conformance
