// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/messages.h"

#include "link/channel.h"

#include <QtCore/qcborvalue.h>

namespace Lanroom::Link {

Result<QCborMap> payloadMap(const Frame &frame)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(frame.payload.data(), frame.payload.size(), &error);
    if (error.error != QCborError::NoError)
        return {ErrorCode::Protocol, u"payload is not CBOR: "_s + error.errorString()};
    if (!value.isMap())
        return {ErrorCode::Protocol, u"payload is not a CBOR map"_s};
    if (error.offset != frame.payload.size())
        return {ErrorCode::Protocol, u"bytes after the payload's map"_s};
    return value.toMap();
}

bool sendPayload(Channel &channel, FrameType type, QByteArrayView payload, ClientId client,
                 QByteArrayView topic)
{
    return channel.send({type, 0, client, topic, payload});
}

bool sendEmpty(Channel &channel, FrameType type, ClientId client, QByteArrayView topic)
{
    return sendPayload(channel, type, {}, client, topic);
}

bool isCloseCode(int code)
{
    const bool standard = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
    return standard || (code >= 3000 && code <= 4999);
}

} // namespace Lanroom::Link
