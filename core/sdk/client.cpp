// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/client.h"

#include "link/channel.h"
#include "link/messages.h"
#include "sdk/service_host.h"

namespace Lanroom {

using Link::FrameType;

void Client::send(QByteArrayView text)
{
    sendFrame(FrameType::SendText, {}, text);
}

void Client::sendBinary(QByteArrayView bytes)
{
    sendFrame(FrameType::SendBinary, {}, bytes);
}

void Client::close(int code, const QString &reason)
{
    Q_ASSERT(Link::isCloseCode(code));
    Link::CloseClient message;
    message.code = code;
    message.reason = reason;
    sendFrame(FrameType::CloseClient, {}, Link::encodeMap(message).toCborValue().toCbor());
}

void Client::subscribe(const QByteArray &topic)
{
    m_host.subscribe(*this, topic);
}

void Client::unsubscribe(const QByteArray &topic)
{
    m_host.unsubscribe(*this, topic);
}

bool Client::setSession(const QByteArray &state)
{
    if (state.size() > Link::kMaxSessionBytes)
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
