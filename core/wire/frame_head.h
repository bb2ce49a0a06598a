// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearrayview.h>

#include <optional>

namespace Lanroom {

/// The head of one WebSocket frame (RFC 6455 5.2), read but not judged.
struct FrameHead
{
    // Opcodes (RFC 6455 11.8). From kClose on they are control frames.
    static constexpr quint8 kContinuation = 0x0;
    static constexpr quint8 kText = 0x1;
    static constexpr quint8 kBinary = 0x2;
    static constexpr quint8 kClose = 0x8;
    static constexpr quint8 kPing = 0x9;
    static constexpr quint8 kPong = 0xa;

    static constexpr qsizetype kMaxBytes = 14;
    static constexpr qsizetype kMaxOwnBytes = 10; // of ours, which have no mask
    /// What the first byte says beside the opcode.
    static constexpr quint8 kFinal = 0x80;
    static constexpr quint8 kRsv1 = 0x40; // "compressed", where permessage-deflate is agreed
    static constexpr quint8 kRsv2And3 = 0x30;

    quint8 opcode = 0;
    quint8 flags = 0; // kFinal and the reserved bits
    bool masked = false;
    bool minimal = true;      // the length is written in as few bytes as it needs
    quint64 payloadBytes = 0; // as announced: hostile until compared with a limit
    quint32 maskKey = 0;      // its four bytes in the order they came
    qsizetype headBytes = 0;

    bool isFinal() const { return flags & kFinal; }
    bool isControl() const { return opcode & kClose; }
};

/// Nothing while bytes hold less than the whole head. Does no I/O.
std::optional<FrameHead> readFrameHead(QByteArrayView bytes);

} // namespace Lanroom
