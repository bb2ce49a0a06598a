// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/outgoing.h"

#include <QtCore/qendian.h>

namespace Lanroom {

Outgoing::Outgoing(QByteArrayView payload, bool binary) : m_size(payload.size()), m_binary(binary)
{
    // FIN and the opcode, then the length in 7, 7+16 or 7+64 bits, big-endian.
    char head[10];
    head[0] = char(0x80 | (binary ? 0x2 : 0x1));
    qsizetype headSize = 2;
    if (m_size < 126) {
        head[1] = char(m_size);
    } else if (m_size <= 0xffff) {
        head[1] = 126;
        qToBigEndian(quint16(m_size), head + 2);
        headSize = 4;
    } else {
        head[1] = 127;
        qToBigEndian(quint64(m_size), head + 2);
        headSize = 10;
    }
    m_frame.reserve(headSize + m_size);
    m_frame.append(head, headSize);
    m_frame.append(payload);
}

} // namespace Lanroom
