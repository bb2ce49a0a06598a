// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>

#include <optional>

namespace Lanroom {

/// Takes what a program wrote, in pieces of any size, and gives its lines: without their end, which
/// is \n or \r\n. Keeps one line beyond what one feed() brought. A line over the limit makes it
/// give nothing more: isOverlong(). Passive, without I/O.
class LineReader
{
public:
    explicit LineReader(qsizetype maxLineBytes) : m_max(maxLineBytes) {}

    void feed(QByteArrayView bytes);
    /// The next whole line; nothing when more bytes are needed.
    std::optional<QByteArray> next();
    /// What is there after the last end of a line, when no more will come; nothing where that is
    /// empty.
    std::optional<QByteArray> rest();
    bool isOverlong() const { return m_overlong; }

private:
    std::optional<QByteArray> take(qsizetype size, qsizetype end);

    const qsizetype m_max;
    QByteArray m_buffer;
    qsizetype m_start = 0;    // what is before it has been given
    qsizetype m_searched = 0; // no end of a line is before it
    bool m_overlong = false;
};

} // namespace Lanroom
