// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/utf8_check.h"

#include <cstring>

namespace Lanroom {

namespace {

/// How many bytes from the front are ASCII, by eights.
qsizetype asciiRun(QByteArrayView bytes)
{
    constexpr quint64 kHighBits = 0x8080808080808080;
    qsizetype at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        quint64 word;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        if (word & kHighBits)
            break;
    }
    return at;
}

} // namespace

bool Utf8Check::feed(QByteArrayView bytes)
{
    for (qsizetype at = 0; at < bytes.size() && !m_broken; ++at) {
        if (m_missing == 0)
            at += asciiRun(bytes.sliced(at));
        if (at == bytes.size())
            break;
        const quint8 byte = quint8(bytes[at]);
        if (m_missing == 0) {
            m_broken = !lead(byte);
        } else {
            m_broken = byte < m_low || byte > m_high;
            m_low = 0x80;
            m_high = 0xbf;
            --m_missing;
        }
    }
    return !m_broken;
}

/// The first byte of a character says how many follow, and for some what the second may be: no
/// overlong forms, no surrogates, nothing above U+10FFFF.
bool Utf8Check::lead(quint8 byte)
{
    if (byte < 0x80)
        return true;
    if (byte < 0xc2 || byte > 0xf4)
        return false;
    m_missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
    if (byte == 0xe0)
        m_low = 0xa0;
    else if (byte == 0xed)
        m_high = 0x9f;
    else if (byte == 0xf0)
        m_low = 0x90;
    else if (byte == 0xf4)
        m_high = 0x8f;
    return true;
}

} // namespace Lanroom
