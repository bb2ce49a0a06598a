// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/testing/fake_gateways.h"

namespace Lanroom::Testing {

using Link::Frame;
using Link::FrameType;

FakeClient &FakeGateways::connect(const QString &path, int slot)
{
    const ClientId id = ClientId::make(quint8(slot), 1, ++m_counter);
    FakeClient &client = m_clients[id];
    client.id = id;
    client.path = path;
    attach(client, false);
    return client;
}

void FakeGateways::attach(const FakeClient &client, bool resumed)
{
    Link::ClientAttach attach;
    attach.address = QStringLiteral("192.0.2.7"); // RFC 5737: of no real network
    attach.path = client.path;
    attach.resumed = resumed;
    attach.state = client.session;
    if (const auto link = m_links.find(client.id.slot()); link != m_links.end())
        Link::sendMessage(*link->second, attach, client.id);
}

void FakeGateways::send(const FakeClient &client, FrameType type, QByteArrayView data)
{
    if (const auto link = m_links.find(client.id.slot()); link != m_links.end())
        link->second->send({type, 0, client.id, {}, data});
}

void FakeGateways::disconnect(FakeClient &client, int code)
{
    client.closedWith = code;
    for (QSet<ClientId> &members : m_topics)
        members.remove(client.id);
    Link::ClientDetach end;
    end.code = code;
    if (const auto link = m_links.find(client.id.slot()); link != m_links.end())
        Link::sendMessage(*link->second, end, client.id);
}

Link::GatewayList FakeGateways::attachTo(ServiceHost &host)
{
    Link::GatewayList list;
    for (int slot = 1; slot <= m_count; ++slot) {
        auto [ours, theirs] = Link::MemoryChannel::pair();
        QObject::connect(ours.get(), &Link::Channel::frameReceived, ours.get(),
                         [this, slot](const Frame &frame) { receive(slot, frame); });
        m_links[slot] = std::move(ours);
        host.addGateway(theirs.release(), slot, 1);
        list.gateways.append(qint64(slot) << 24 | 1);
    }
    for (const auto &[id, client] : m_clients) {
        if (client.closedWith == 0)
            attach(client, true);
    }
    for (const auto &[slot, link] : m_links)
        Link::sendEmpty(*link, FrameType::AttachDone);
    return list;
}

void FakeGateways::detach()
{
    m_links.clear();
    m_topics.clear();
}

FakeClient *FakeGateways::find(ClientId id)
{
    const auto found = m_clients.find(id);
    return found == m_clients.end() || found->second.closedWith != 0 ? nullptr : &found->second;
}

void FakeGateways::receive(int slot, const Frame &frame)
{
    FakeClient *client = find(frame.client);
    const QByteArray topic = frame.topic.toByteArray();
    switch (frame.type) {
    case FrameType::SendText:
    case FrameType::SendBinary:
        if (client)
            client->received.append(frame.payload.toByteArray());
        break;
    case FrameType::Subscribe:
        m_topics[topic].insert(frame.client);
        break;
    case FrameType::Unsubscribe:
        m_topics[topic].remove(frame.client);
        break;
    case FrameType::SessionState:
        if (client)
            client->session = frame.payload.toByteArray();
        break;
    case FrameType::Flush:
        if (client && client->reads)
            send(*client, FrameType::Flushed, {});
        break;
    case FrameType::CloseClient:
        if (const auto close = Link::decodeMessage<Link::CloseClient>(frame); client && close)
            disconnect(*client, close->code);
        break;
    case FrameType::PublishText:
    case FrameType::PublishBinary:
        for (auto &[id, member] : m_clients) {
            if (id.slot() == slot && id != frame.client && m_topics.value(topic).contains(id))
                member.received.append(frame.payload.toByteArray());
        }
        break;
    default:
        m_complaint = QStringLiteral("the service sent a frame that no gateway expects: %1")
                          .arg(Link::frameTypeName(frame.type));
    }
}

} // namespace Lanroom::Testing
