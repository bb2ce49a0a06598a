// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/frame_codec.h"

#include <QtCore/qendian.h>

#include <algorithm>
#include <utility>

namespace Lanroom::Link {

bool encodeFrame(const Frame &frame, QByteArray &out)
{
    const qsizetype body = frame.topic.size() + frame.payload.size();
    if (frame.topic.size() > kMaxTopicBytes || body > qsizetype(kMaxBodyBytes))
        return false;
    const qsizetype before = out.size();
    out.resize(before + kHeaderBytes + body);
    char *const header = out.data() + before;
    qToLittleEndian<quint32>(quint32(body), header);
    header[4] = char(frame.type);
    header[5] = char(frame.flags);
    qToLittleEndian<quint16>(quint16(frame.topic.size()), header + 6);
    qToLittleEndian<quint64>(frame.client.raw(), header + 8);
    char *const topic = header + kHeaderBytes;
    std::copy(frame.topic.begin(), frame.topic.end(), topic);
    std::copy(frame.payload.begin(), frame.payload.end(), topic + frame.topic.size());
    return true;
}

void FrameDecoder::feed(QByteArrayView bytes)
{
    std::copy(bytes.begin(), bytes.end(), room(bytes.size()));
    took(bytes.size());
}

char *FrameDecoder::room(qsizetype bytes)
{
    if (m_start > 0) {
        char *const data = m_buffer.data();
        std::copy(data + m_start, data + m_end, data);
        m_end -= std::exchange(m_start, 0);
    }
    if (m_buffer.size() < m_end + bytes)
        m_buffer.resize(m_end + bytes);
    return m_buffer.data() + m_end;
}

void FrameDecoder::took(qsizetype bytes)
{
    if (!m_error)
        m_end += bytes;
}

FrameDecoder::Status FrameDecoder::next(Frame &out)
{
    if (m_error)
        return Status::Error;
    const char *header = m_buffer.constData() + m_start;
    const qsizetype have = m_end - m_start;
    // The length stands first and is judged as soon as it is here, before more is read for it.
    if (have < 4)
        return Status::Incomplete;
    const quint32 length = qFromLittleEndian<quint32>(header);
    if (length > kMaxBodyBytes)
        return fail("frame longer than the link allows");
    if (have < kHeaderBytes)
        return Status::Incomplete;
    const quint16 topicLength = qFromLittleEndian<quint16>(header + 6);
    if (topicLength > kMaxTopicBytes || topicLength > length)
        return fail("topic longer than its frame or than the link allows");
    if (have < kHeaderBytes + qsizetype(length))
        return Status::Incomplete;
    out.type = FrameType(quint8(header[4]));
    out.flags = quint8(header[5]);
    out.client = ClientId(qFromLittleEndian<quint64>(header + 8));
    out.topic = QByteArrayView(header + kHeaderBytes, topicLength);
    out.payload = QByteArrayView(header + kHeaderBytes + topicLength, length - topicLength);
    m_start += kHeaderBytes + qsizetype(length);
    return Status::Ok;
}

FrameDecoder::Status FrameDecoder::fail(const char *why)
{
    m_error = why;
    m_buffer.clear();
    m_start = m_end = 0;
    return Status::Error;
}

} // namespace Lanroom::Link
