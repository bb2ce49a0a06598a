// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/frame.h"

#include <QtCore/qbytearray.h>

namespace Lanroom::Link {

// The link's frames to bytes and back, without I/O. All numbers little-endian:
//   u32 length (topic + payload), u8 type, u8 flags, u16 topic length, u64 client, topic, payload

/// Appends the frame's bytes to out. The topic and the body must keep to kMaxTopicBytes and
/// kMaxBodyBytes; false, with out untouched, where they don't.
bool encodeFrame(const Frame &frame, QByteArray &out);

/// Takes bytes as they come, in pieces of any size, and hands out whole frames.
/// Hostile input ends in Error, after which the decoder stays in Error: the link is to be dropped.
/// It buffers at most one frame beyond what one feed() brought. Not thread-safe.
class FrameDecoder
{
public:
    enum class Status { Ok, Incomplete, Error };

    /// Adds received bytes. Frames handed out before are no longer valid.
    void feed(QByteArrayView bytes);
    /// The same without a copy: room for that many bytes, then how many were put there.
    char *room(qsizetype bytes);
    void took(qsizetype bytes);

    /// The next whole frame into out (views good until the next feed()), Incomplete when more bytes
    /// are needed, or Error with errorText() telling why.
    Status next(Frame &out);

    const char *errorText() const { return m_error; }
    /// Bytes that wait for the rest of their frame: a link that ends with some was cut mid-frame.
    qsizetype pendingBytes() const { return m_end - m_start; }

private:
    Status fail(const char *why);

    QByteArray m_buffer;   // never shrinks; the bytes are those from m_start to m_end
    qsizetype m_start = 0; // what is before it has been handed out
    qsizetype m_end = 0;
    const char *m_error = nullptr;
};

} // namespace Lanroom::Link
