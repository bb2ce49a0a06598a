// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/frame_head.h"

#include <QtCore/qendian.h>

#include <cstring>

namespace Lanroom {

std::optional<FrameHead> readFrameHead(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    const quint8 first = quint8(bytes[0]);
    const quint8 second = quint8(bytes[1]);
    const quint8 shortLength = second & 0x7f;

    FrameHead head;
    head.opcode = first & 0x0f;
    head.flags = first & 0xf0;
    head.masked = second & 0x80;
    const qsizetype lengthBytes = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
    head.headBytes = 2 + lengthBytes + (head.masked ? 4 : 0);
    if (bytes.size() < head.headBytes)
        return std::nullopt;
    if (lengthBytes == 2) {
        head.payloadBytes = qFromBigEndian<quint16>(bytes.data() + 2);
        head.minimal = head.payloadBytes > 125;
    } else if (lengthBytes == 8) {
        head.payloadBytes = qFromBigEndian<quint64>(bytes.data() + 2);
        head.minimal = head.payloadBytes > 0xffff;
    } else {
        head.payloadBytes = shortLength;
    }
    if (head.masked)
        std::memcpy(&head.maskKey, bytes.data() + head.headBytes - 4, 4);
    return head;
}

} // namespace Lanroom
