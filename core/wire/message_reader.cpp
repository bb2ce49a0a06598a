// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/message_reader.h"

#include "wire/close_rules.h"
#include "wire/frame_mask.h"

#include <QtCore/qendian.h>

#include <utility>

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {
constexpr quint64 kMaxControlBytes = 125; // RFC 6455 5.5
// What a compressed message may be longer than what it stands for: see fits().
constexpr quint64 kCompressedGrowth = 2;
constexpr quint64 kCompressedRoom = 64;
} // namespace

MessageReader::Event MessageReader::next(std::span<char> &bytes)
{
    if (std::exchange(m_spent, false)) {
        // Given back, not only emptied: an idle client keeps no buffer.
        m_control = QByteArray();
        if (!m_inMessage)
            m_message = QByteArray();
    }
    while (!m_over) {
        if (m_inFrame)
            return takePayload(bytes);
        if (!takeHead(bytes))
            return Event::NeedMore;
        if (const Event event = judgeHead(); event == Event::Violation)
            return event;
    }
    bytes = {};
    return Event::NeedMore;
}

/// False while the head isn't whole; what there is of it is kept.
bool MessageReader::takeHead(std::span<char> &bytes)
{
    const qsizetype before = m_headPart.size();
    const qsizetype more = qMin(qsizetype(bytes.size()), FrameHead::kMaxBytes - before);
    QByteArrayView view(bytes.data(), more);
    if (before > 0)
        view = m_headPart.append(view);
    const std::optional<FrameHead> head = readFrameHead(view);
    if (!head) {
        if (before == 0)
            m_headPart.append(view);
        bytes = bytes.subspan(std::size_t(more));
        return false;
    }
    m_head = *head;
    m_headPart = QByteArray();
    bytes = bytes.subspan(std::size_t(m_head.headBytes - before));
    return true;
}

MessageReader::Event MessageReader::judgeHead()
{
    const bool control = m_head.isControl();
    const bool known =
        control ? m_head.opcode <= FrameHead::kPong : m_head.opcode <= FrameHead::kBinary;
    if (!m_head.masked)
        return fail(WireCode::kProtocolError, "a client's frame must be masked"_L1);
    // RFC 7692 6: "compressed" is said once, by the first frame of a message.
    const bool mayBeCompressed =
        m_inflater && (m_head.opcode == FrameHead::kText || m_head.opcode == FrameHead::kBinary);
    const bool compressed = m_head.flags & FrameHead::kRsv1;
    if ((m_head.flags & FrameHead::kRsv2And3) || (compressed && !mayBeCompressed))
        return fail(WireCode::kProtocolError, "a reserved bit is set"_L1);
    if (!known)
        return fail(WireCode::kProtocolError, "unknown opcode"_L1);
    if (!m_head.minimal || m_head.payloadBytes >> 63)
        return fail(WireCode::kProtocolError, "a frame's length is not written as it must be"_L1);
    if (control) {
        if (!m_head.isFinal())
            return fail(WireCode::kProtocolError, "a control frame is fragmented"_L1);
        if (m_head.payloadBytes > kMaxControlBytes)
            return fail(WireCode::kProtocolError, "a control frame is too long"_L1);
    } else {
        if (m_inMessage != (m_head.opcode == FrameHead::kContinuation))
            return fail(WireCode::kProtocolError,
                        m_inMessage ? "a message within a message"_L1 : "nothing to continue"_L1);
        if (!m_inMessage) {
            m_inMessage = true;
            m_text = m_head.opcode == FrameHead::kText;
            m_compressed = compressed;
            m_compressedBytes = 0;
            m_utf8 = {};
        }
        if (!fits(m_head.payloadBytes))
            return fail(WireCode::kTooBig, "the message is too long"_L1);
        m_compressedBytes += m_compressed ? m_head.payloadBytes : 0;
    }
    m_inFrame = true;
    m_taken = 0;
    return Event::NeedMore;
}

/// By a frame's announcement. What is compressed is judged again as it inflates, and inflates as it
/// comes; until then it may be longer than what it stands for. Stored blocks add five bytes in some
/// thousand (RFC 1951 3.2.4), fixed codes some 5 % to random bytes (3.2.6), a flush every 128 bytes
/// 8 %: measured with zlib, of which Boost.Beast with a small window does the second.
bool MessageReader::fits(quint64 frameBytes) const
{
    if (!m_compressed)
        return frameBytes <= quint64(m_maxMessage - m_message.size());
    const quint64 most = kCompressedGrowth * quint64(m_maxMessage) + kCompressedRoom;
    return frameBytes <= most && m_compressedBytes + frameBytes <= most;
}

MessageReader::Event MessageReader::takePayload(std::span<char> &bytes)
{
    const quint64 rest = m_head.payloadBytes - m_taken;
    const std::span<char> piece =
        bytes.first(std::size_t(qMin<quint64>(rest, quint64(bytes.size()))));
    bytes = bytes.subspan(piece.size());
    const bool skipped = m_skips && !m_head.isControl();
    if (!skipped)
        applyMask(piece, m_head.maskKey, m_taken);
    m_taken += piece.size();
    const QByteArrayView view(piece.data(), qsizetype(piece.size()));
    const bool whole = m_taken == m_head.payloadBytes;
    m_inFrame = !whole;
    if (skipped) {
        m_inMessage = m_inMessage && !(whole && m_head.isFinal());
        return whole ? Event::Fragment : Event::NeedMore;
    }

    if (m_head.isControl()) {
        if (whole)
            return endControl(view);
        m_control.append(view);
        return Event::NeedMore;
    }
    if (m_compressed)
        return takeCompressed(view, whole);
    if (m_text && !m_utf8.feed(view))
        return fail(WireCode::kBadData, "the text is not UTF-8"_L1);
    if (whole)
        return endData(view);
    m_message.append(view);
    return Event::NeedMore;
}

MessageReader::Event MessageReader::takeCompressed(QByteArrayView piece, bool frameEnds)
{
    const qsizetype before = m_message.size();
    const bool messageEnds = frameEnds && m_head.isFinal();
    switch (m_inflater->append(piece, messageEnds, m_message, m_maxMessage)) {
    case Inflater::Status::Ok:
        break;
    case Inflater::Status::TooBig:
        return fail(WireCode::kTooBig, "the message inflates to too much"_L1);
    case Inflater::Status::Corrupt:
        // The likely cause, seen with two libraries, is one that their authors can mend.
        return fail(WireCode::kBadData,
                    m_inflater->hasTakeover()
                        ? "the message can't be inflated"_L1
                        : "the message can't be inflated: each stands alone, client_no_context_takeover was agreed"_L1);
    }
    if (m_text && !m_utf8.feed(QByteArrayView(m_message).sliced(before)))
        return fail(WireCode::kBadData, "the text is not UTF-8"_L1);
    return frameEnds ? endData({}) : Event::NeedMore;
}

/// last: what came of the payload after m_control.
MessageReader::Event MessageReader::endControl(QByteArrayView last)
{
    m_payload = last;
    if (!m_control.isEmpty()) {
        m_payload = m_control.append(last);
        m_spent = true;
    }
    if (m_head.opcode == FrameHead::kClose)
        return endClose();
    return m_head.opcode == FrameHead::kPing ? Event::Ping : Event::Pong;
}

/// last: what came of the frame after m_message.
MessageReader::Event MessageReader::endData(QByteArrayView last)
{
    if (!m_head.isFinal()) {
        m_message.append(last);
        return Event::Fragment;
    }
    if (m_text && !m_utf8.atBoundary())
        return fail(WireCode::kBadData, "the text ends within a character"_L1);
    m_inMessage = false;
    m_payload = last;
    if (!m_message.isEmpty()) {
        m_payload = m_message.append(last);
        m_spent = true;
    }
    return m_text ? Event::Text : Event::Binary;
}

MessageReader::Event MessageReader::endClose()
{
    if (m_payload.isEmpty()) {
        m_code = WireCode::kNoStatus;
    } else {
        if (m_payload.size() == 1)
            return fail(WireCode::kProtocolError, "half a close code"_L1);
        m_code = qFromBigEndian<quint16>(m_payload.data());
        if (!mayTravel(m_code))
            return fail(WireCode::kProtocolError, "no code to close with"_L1);
        m_payload = m_payload.sliced(2);
        if (Utf8Check check; !check.feed(m_payload) || !check.atBoundary())
            return fail(WireCode::kBadData, "the reason is not UTF-8"_L1);
    }
    m_over = true;
    return Event::Close;
}

MessageReader::Event MessageReader::fail(int code, QLatin1StringView reason)
{
    m_over = true;
    m_code = code;
    m_reason = reason;
    m_payload = {};
    m_message = QByteArray();
    m_control = QByteArray();
    return Event::Violation;
}

} // namespace Lanroom
