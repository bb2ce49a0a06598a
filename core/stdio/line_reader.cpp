// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/line_reader.h"

namespace Lanroom {

void LineReader::feed(QByteArrayView bytes)
{
    if (m_overlong)
        return;
    m_buffer.remove(0, m_start);
    m_searched -= m_start;
    m_start = 0;
    m_buffer.append(bytes);
}

std::optional<QByteArray> LineReader::next()
{
    const qsizetype end = m_buffer.indexOf('\n', m_searched);
    if (end >= 0)
        return take(end - m_start, end + 1);
    m_searched = m_buffer.size();
    if (m_searched - m_start > m_max + 1) // the one may be a \r
        m_overlong = true;
    return {};
}

std::optional<QByteArray> LineReader::rest()
{
    if (m_start == m_buffer.size())
        return {};
    return take(m_buffer.size() - m_start, m_buffer.size());
}

std::optional<QByteArray> LineReader::take(qsizetype size, qsizetype end)
{
    if (size > 0 && m_buffer.at(m_start + size - 1) == '\r')
        --size;
    m_overlong = m_overlong || size > m_max;
    if (m_overlong)
        return {};
    const QByteArray line = m_buffer.mid(m_start, size);
    m_start = m_searched = end;
    return line;
}

} // namespace Lanroom
