// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearrayview.h>

namespace Lanroom {

/// Checks UTF-8 that comes in pieces, split anywhere, and says at the first byte that can't be part
/// of it (RFC 3629 section 4; Unicode 15, table 3-7, "Well-Formed UTF-8 Byte Sequences"). A passive
/// value.
class Utf8Check
{
public:
    /// False from the first wrong byte on.
    bool feed(QByteArrayView bytes);
    /// Whether no character is begun and unfinished: text may end here.
    bool atBoundary() const { return m_missing == 0; }

private:
    bool lead(quint8 byte);

    quint8 m_missing = 0; // continuation bytes that must follow
    quint8 m_low = 0x80;  // what the next of them may be
    quint8 m_high = 0xbf;
    bool m_broken = false;
};

} // namespace Lanroom
