// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearrayview.h>

#include <optional>

namespace Lanroom {

/// The head of one WebSocket frame (RFC 6455 5.2), read but not judged.
struct FrameHead
{
    static constexpr quint8 kClose = 0x8;
    static constexpr qsizetype kMaxBytes = 14;

    quint8 opcode = 0;
    bool masked = false;
    quint64 payloadBytes = 0; // as announced: hostile until compared with a limit
    qsizetype headBytes = 0;
};

/// Nothing while bytes hold less than the whole head. Does no I/O.
std::optional<FrameHead> readFrameHead(QByteArrayView bytes);

} // namespace Lanroom
