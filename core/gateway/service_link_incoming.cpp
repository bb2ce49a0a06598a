// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The half of ServiceLink that hears the service; service_link.cpp has what the clients say, and the comings
// and goings of both.
#include "gateway/service_link.h"

#include "gateway/client_socket.h"
#include "link/channel.h"

#include <utility>

namespace Lanroom {

using Link::Frame;
using Link::FrameType;

/// Publications to the same members that arrive in one turn are delivered together, before it ends.
void ServiceLink::publish(const Frame &frame)
{
    const Outgoing message = frame.type == FrameType::PublishBinary
                                 ? Outgoing::binary(frame.payload)
                                 : Outgoing::text(frame.payload);
    const bool toAll = frame.client.isNull();
    if (!toAll || frame.topic != m_runTopic || !m_run.takes(message.size()))
        endRun();
    if (!toAll) {
        const QList<ClientSocket *> members = m_topics.members(frame.topic);
        for (ClientSocket *member : members) {
            if (member->info().id != frame.client)
                member->send(message);
        }
        return;
    }
    if (m_run.isEmpty()) {
        m_runTopic = frame.topic.toByteArray();
        TurnEnd::ofThisThread().deferFirst(*this);
    }
    m_run.add(message);
}

void ServiceLink::endRun()
{
    undefer();
    if (m_run.isEmpty())
        return;
    const OutgoingRun run = std::exchange(m_run, {});
    const QHash<ClientId, qsizetype> ahead = std::exchange(m_ahead, {});
    const QList<ClientSocket *> members = m_topics.members(m_runTopic);
    for (ClientSocket *member : members) {
        const qsizetype has = ahead.value(member->info().id);
        if (has == 0)
            member->send(run);
        else if (has < run.count())
            member->send(run.from(has));
    }
}

/// What was published before is before what client gets now, or before it joins or leaves. The others
/// needn't hear of that yet: to a chat that tells one after the other that their message is kept, and
/// everybody what it was, a run would else be a single message.
void ServiceLink::catchUp(ClientSocket &client)
{
    if (m_run.isEmpty())
        return;
    qsizetype &has = m_ahead[client.info().id];
    if (has < m_run.count() && m_topics.isMember(&client, m_runTopic))
        client.send(m_run.from(has));
    has = m_run.count();
}

void ServiceLink::fromService(const Frame &frame)
{
    if (!m_up) {
        const auto answer = Link::decodeMessage<Link::HelloOk>(frame);
        if (frame.type == FrameType::HelloOk && answer && answer->protocol == Link::kProtocolVersion)
            attachAll();
        else
            breakOff(QStringLiteral("no proper answer to hello"));
        return;
    }
    const bool text = frame.type == FrameType::SendText || frame.type == FrameType::PublishText;
    if (text && !frame.payload.isValidUtf8()) {
        breakOff(QStringLiteral("text that is not UTF-8")); // every browser would hang up on it
        return;
    }
    if (frame.type == FrameType::PublishText || frame.type == FrameType::PublishBinary) {
        publish(frame);
        return;
    }
    // The client may have gone while the frame was on its way: then it ends here.
    ClientSocket *const to = client(frame.client);
    if (to)
        catchUp(*to);
    switch (frame.type) {
    case FrameType::SendText:
        if (to)
            to->send(Outgoing::text(frame.payload));
        return;
    case FrameType::SendBinary:
        if (to)
            to->send(Outgoing::binary(frame.payload));
        return;
    case FrameType::Subscribe:
        if (to && !m_topics.subscribe(to, frame.topic.toByteArray()))
            break;
        return;
    case FrameType::Unsubscribe:
        if (to)
            m_topics.unsubscribe(to, frame.topic.toByteArray());
        return;
    case FrameType::Flush:
        if (to)
            to->tellWhenSent();
        return;
    case FrameType::SessionState:
        if (frame.payload.size() > Link::kMaxSessionBytes)
            break;
        if (to)
            m_clients[frame.client].session = frame.payload.toByteArray();
        return;
    case FrameType::CloseClient: {
        const auto close = Link::decodeMessage<Link::CloseClient>(frame);
        if (!close || !Link::isCloseCode(close->code))
            break;
        if (to)
            to->close(close->code, close->reason);
        return;
    }
    case FrameType::Drained:
        if (!m_draining)
            break;
        drop(QStringLiteral("handed over"));
        goOn();
        return;
    default:
        break;
    }
    breakOff(QStringLiteral("a wrong %1 frame").arg(Link::frameTypeName(frame.type)));
}

} // namespace Lanroom
