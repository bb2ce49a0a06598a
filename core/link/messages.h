// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "link/cbor_fields.h"
#include "link/control_messages.h"
#include "link/data_messages.h"

// Sending and reading the message structs over a channel. Nothing here blocks or throws.
namespace Lanroom::Link {

class Channel;

/// The payload of a frame as a CBOR map, or Error (not CBOR, not a map, trailing bytes).
Result<QCborMap> payloadMap(const Frame &frame);

/// A received frame as the struct it stands for; every failing check is an Error to drop the peer by.
template <Message M> Result<M> decodeMessage(const Frame &frame)
{
    Result<QCborMap> map = payloadMap(frame);
    if (!map)
        return map.error();
    return decodeMap<M>(*map);
}

bool sendPayload(Channel &channel, FrameType type, QByteArrayView payload, ClientId client,
                 QByteArrayView topic);

/// Sends message over channel; see Channel::send() for what false means.
template <Message M>
bool sendMessage(Channel &channel, const M &message, ClientId client = {}, QByteArrayView topic = {})
{
    return sendPayload(channel, M::kType, encodeMessage(message), client, topic);
}

/// An empty frame: a heartbeat, attach_done, an end.
bool sendEmpty(Channel &channel, FrameType type, ClientId client = {}, QByteArrayView topic = {});

/// True for the close codes a server may send (RFC 6455 7.4).
bool isCloseCode(int code);

} // namespace Lanroom::Link
