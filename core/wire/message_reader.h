// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/frame_head.h"
#include "wire/inflater.h"
#include "wire/utf8_check.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

#include <optional>
#include <span>

namespace Lanroom {

/// Reads what a WebSocket client sends, to the letter of RFC 6455: takes frames apart, masks off
/// and messages together, and stops at the first thing that is wrong. Bytes may come in any pieces.
/// A message that lies whole in one piece is handed out where it lies; only what is unfinished is
/// kept. Does no I/O; a passive value.
///
/// Judged at a frame's head, before its payload is there: mask (5.1), reserved bits and opcodes
/// (5.2), size and finality of control frames (5.5), the order of fragments (5.4), and the
/// message's size so far. Judged byte by byte: UTF-8 (8.1), over the whole message. Judged at the
/// end of a close frame: its code and reason (5.5.1, 7.4).
class MessageReader
{
public:
    enum class Event {
        NeedMore, // all bytes are taken
        Fragment, // a frame of a message that goes on
        Text,     // payload(): the whole message
        Binary,
        Ping, // payload(): to be sent back
        Pong,
        Close,     // code(), and payload(): the reason. Nothing is read after it
        Violation, // code() and reason(): what to close with. Nothing is read after it
    };

    explicit MessageReader(qsizetype maxMessageBytes) : m_maxMessage(maxMessageBytes) {}

    /// permessage-deflate was agreed (RFC 7692): messages may come compressed, and are handed out
    /// inflated. The limit holds for what they inflate to. Before the first byte.
    void setDeflate(const DeflateTerms &terms) { m_inflater.emplace(terms); }

    /// From now on only control frames mean anything: messages are passed over, neither inflated nor
    /// checked, and each of their frames is a Fragment.
    void skipMessages() { m_skips = true; }

    /// Goes on to the next event, takes what it needed from the front of bytes, and changes it in
    /// place. Call until NeedMore. Views it hands out end with the next call.
    Event next(std::span<char> &bytes);

    /// Of the last event, see there.
    QByteArrayView payload() const { return m_payload; }
    /// The code of a close frame (1005: it has none), or the code to close with.
    int code() const { return m_code; }
    QLatin1StringView reason() const { return m_reason; }

    /// Whether a message or a frame is begun and not finished.
    bool inMessage() const { return m_inMessage || m_inFrame || !m_headPart.isEmpty(); }
    /// The payload of the last frame that was finished.
    quint64 frameBytes() const { return m_head.payloadBytes; }

private:
    bool takeHead(std::span<char> &bytes);
    Event judgeHead();
    Event takePayload(std::span<char> &bytes);
    Event takeCompressed(QByteArrayView piece, bool frameEnds);
    bool fits(quint64 frameBytes) const;
    Event endControl(QByteArrayView last);
    Event endData(QByteArrayView last);
    Event endClose();
    Event fail(int code, QLatin1StringView reason);

    const qsizetype m_maxMessage;
    QByteArray m_headPart; // the beginning of a frame's head
    QByteArray m_message;  // the beginning of a message, without masks
    QByteArray m_control;  // the beginning of a control frame's payload
    QByteArrayView m_payload;
    QLatin1StringView m_reason;
    FrameHead m_head;
    std::optional<Inflater> m_inflater;
    quint64 m_taken = 0;           // of the frame's payload
    quint64 m_compressedBytes = 0; // of the message, in the frames announced so far
    int m_code = 0;
    Utf8Check m_utf8;
    bool m_inFrame = false;
    bool m_inMessage = false;
    bool m_text = false; // what the message began as
    bool m_compressed = false;
    bool m_skips = false;
    bool m_over = false;  // after a close frame or a violation
    bool m_spent = false; // what m_message and m_control hold was handed out
};

} // namespace Lanroom
