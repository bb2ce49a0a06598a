// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qbytearrayview.h>

namespace Lanroom::Deflater {

// Compresses messages to clients by permessage-deflate (RFC 7692 7.2.1), each by itself: nothing is
// taken over, so what is compressed for one client serves all with the same window. zlib's states,
// one a window size and at most 1.3 MB together, are the thread's, made when first asked for and
// only reset between messages.
//
// Level 1 by measurement (Xeon, zlib 1.2.13, mean of 300 messages: chat frames around English text;
// 100 bytes are an ack). Each entry: compressed to, microseconds.
//
//     bytes   level 1       level 3       level 6
//     100     86 %   5.7    86 %   5.7    86 %   5.7
//     256     76 %  10      76 %  10      76 %  11
//     500     67 %  14      67 %  14      66 %  15
//     1000    60 %  21      60 %  22      59 %  25
//     4000    52 %  60      51 %  65      50 %  87
//
// Making a state takes 30 µs more, which is why they are kept. The default of the setting
// gateway.deflate_min_bytes, 512, is from here, too: below it less than 170 bytes are won, far from
// what a packet costs anyway, for as much time as it takes to write to several clients.

/// A longer message is not compressed: at 16 µs/KB it would hold up everybody for over 4 ms.
inline constexpr qsizetype kMaxBytes = 256 * 1024;

/// The window size whose variant of a message of so many bytes a client gets that agreed on
/// windowBits: a message that fits the window is the same for all whose it fits. Keep variants by
/// this, and most messages have one.
int sharedWindowBits(qsizetype bytes, int windowBits);

/// The payload of a frame with RSV1, for clients that agreed on windowBits (8 to 15) or more.
/// Null when it would not be smaller than the message, or the message is longer than kMaxBytes.
QByteArray compress(QByteArrayView message, int windowBits);

} // namespace Lanroom::Deflater
