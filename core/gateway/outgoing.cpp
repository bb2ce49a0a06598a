// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/outgoing.h"

#include "wire/deflater.h"
#include "wire/frame_head.h"

#include <QtCore/qendian.h>

#include <algorithm>
#include <cstring>

namespace Lanroom {

namespace {

/// One frame, final and unmasked: the opcode, the length in 7, 7+16 or 7+64 bits, big-endian, then
/// the payload (RFC 6455 5.2).
QByteArray encodeFrame(QByteArrayView payload, quint8 opcode, quint8 flags)
{
    const qsizetype size = payload.size();
    char head[10];
    head[0] = char(FrameHead::kFinal | flags | opcode);
    qsizetype headSize = 2;
    if (size < 126) {
        head[1] = char(size);
    } else if (size <= 0xffff) {
        head[1] = 126;
        qToBigEndian(quint16(size), head + 2);
        headSize = 4;
    } else {
        head[1] = 127;
        qToBigEndian(quint64(size), head + 2);
        headSize = 10;
    }
    QByteArray frame(headSize + size, Qt::Uninitialized);
    std::memcpy(frame.data(), head, std::size_t(headSize));
    if (size > 0)
        std::memcpy(frame.data() + headSize, payload.data(), std::size_t(size));
    return frame;
}

quint8 opcodeOf(bool binary)
{
    return binary ? FrameHead::kBinary : FrameHead::kText;
}

} // namespace

Outgoing::Outgoing(QByteArrayView payload, bool binary)
    : m_shared(std::make_shared<Shared>(
          Shared{encodeFrame(payload, opcodeOf(binary), 0), payload.size(), binary, {}}))
{
}

const QByteArray &Outgoing::deflatedFrame(int windowBits) const
{
    const int bits = Deflater::sharedWindowBits(size(), windowBits);
    QVarLengthArray<Variant, 1> &deflated = m_shared->deflated;
    const auto same = [bits](const Variant &variant) { return variant.windowBits == bits; };
    if (const auto it = std::find_if(deflated.cbegin(), deflated.cend(), same);
        it != deflated.cend())
        return it->frame;
    const QByteArray payload = Deflater::compress(QByteArrayView(frame()).last(size()), bits);
    deflated.append({bits, payload.isNull()
                               ? frame()
                               : encodeFrame(payload, opcodeOf(isBinary()), FrameHead::kRsv1)});
    return deflated.last().frame;
}

} // namespace Lanroom
