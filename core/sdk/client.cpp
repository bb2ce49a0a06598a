// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/client.h>

#include "link/channel.h"
#include "link/messages.h"
#include "sdk/log.h"
#include "sdk/service_host.h"

namespace Lanroom {

using Link::FrameType;

static_assert(Client::kMaxTopicBytes == Link::kMaxTopicBytes);
static_assert(Client::kMaxSessionBytes == Link::kMaxSessionBytes);

void Client::send(const Utf8 &text)
{
    sendFrame(FrameType::SendText, {}, text.view());
}

void Client::send(const Message &message)
{
    sendFrame(message.binary ? FrameType::SendBinary : FrameType::SendText, {}, message.data);
}

void Client::sendBinary(QByteArrayView bytes)
{
    sendFrame(FrameType::SendBinary, {}, bytes);
}

void Client::flush()
{
    sendFrame(FrameType::Flush, {}, {});
}

void Client::close(int code, const QString &reason)
{
    const bool usable = Link::isCloseCode(code);
    if (!usable)
        qCWarning(lcSdk) << code << "is no code to close a WebSocket with";
    Link::CloseClient message;
    message.code = usable ? code : 1011; // RFC 6455: the server met something it did not expect
    message.reason = reason;
    sendFrame(FrameType::CloseClient, {}, Link::encodeMessage(message));
}

bool Client::subscribe(const Utf8 &topic)
{
    if (topic.view().size() > kMaxTopicBytes)
        return false;
    m_host.subscribe(*this, topic.bytes(), TopicTable::As::Member);
    return true;
}

bool Client::observe(const Utf8 &topic)
{
    if (topic.view().size() > kMaxTopicBytes)
        return false;
    m_host.subscribe(*this, topic.bytes(), TopicTable::As::Observer);
    return true;
}

void Client::unsubscribe(const Utf8 &topic)
{
    m_host.unsubscribe(*this, topic.bytes());
}

bool Client::setSession(const QByteArray &state)
{
    if (state.size() > kMaxSessionBytes)
        return false;
    if (state != m_session) {
        m_session = state;
        sendFrame(FrameType::SessionState, {}, state);
    }
    return true;
}

void Client::sendFrame(FrameType type, QByteArrayView topic, QByteArrayView payload)
{
    if (m_channel)
        m_channel->send({type, 0, m_id, topic, payload});
}

void Client::introduce(const QString &user, const QString &name)
{
    Link::ClientInfo info;
    info.user = user;
    info.name = name;
    Link::sendMessage(m_host.m_control, info, m_id);
}

} // namespace Lanroom
