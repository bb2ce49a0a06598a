// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/memory_channel.h"
#include "link/messages.h"
#include "sdk/service_host.h"

#include <QtCore/qhash.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qset.h>
#include <QtTest/qtest.h>

#include <map>
#include <memory>

namespace Lanroom::Testing {

/// What one fake browser has seen.
struct FakeClient
{
    ClientId id;
    QList<QByteArray> received;   // texts and binaries, in order
    QList<QJsonObject> objects() const
    {
        QList<QJsonObject> all;
        for (const QByteArray &text : received)
            all.append(QJsonDocument::fromJson(text).object());
        return all;
    }
    QByteArray session;           // what the service left last
    QString path = QStringLiteral("/");
    bool reads = true;            // takes what it is sent, so that a flush is answered
    int closedWith = 0;           // close code, 0 while open
};

/// Drives a Service without processes or sockets: fake gateways over in-memory links that keep
/// subscriptions and fan out as the real one does. restart() is a worker killed and replaced: the new
/// service gets every client of the old one with its session.
class ServiceTester
{
public:
    using Make = std::function<std::unique_ptr<Service>()>;

    explicit ServiceTester(Make make, const QCborMap &settings = {}, const QString &dataDir = {},
                           int gateways = 1)
        : m_make(std::move(make)), m_gatewayCount(gateways)
    {
        m_config.protocol = Link::kProtocolVersion;
        m_config.name = QStringLiteral("tested");
        m_config.settings = settings;
        m_config.dataDir = dataDir;
        begin();
    }

    ~ServiceTester() { end(); }

    /// A new client on gateway slot (from 1), delivered to the service with the next events.
    FakeClient &connect(const QString &path = QStringLiteral("/"), int slot = 1)
    {
        const ClientId id = ClientId::make(quint8(slot), 1, ++m_counter);
        FakeClient &client = m_clients[id];
        client.id = id;
        client.path = path;
        attach(client, false);
        return client;
    }

    void send(const FakeClient &client, QByteArrayView text) { sendFrame(client, Link::FrameType::MessageText, text); }
    void send(const FakeClient &client, const QJsonObject &object)
    {
        send(client, QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    void sendBinary(const FakeClient &client, QByteArrayView bytes)
    {
        sendFrame(client, Link::FrameType::MessageBinary, bytes);
    }

    void disconnect(FakeClient &client, int code = 1006)
    {
        client.closedWith = code;
        for (QSet<ClientId> &members : m_topics)
            members.remove(client.id);
        Link::ClientDetach end;
        end.code = code;
        Link::sendMessage(*m_links[client.id.slot()], end, client.id);
    }

    /// Kills the service and starts another over the same clients.
    void restart()
    {
        end();
        m_topics.clear();
        begin();
    }

    /// Sends an operator's command; its answer comes into answers().
    void command(const QString &name, const QCborMap &arguments)
    {
        Link::Command command;
        command.id = ++m_commands;
        command.name = name;
        command.arguments = arguments;
        Link::sendMessage(*m_control, command);
    }
    const QList<Link::CommandResult> &answers() const { return m_answers; }
    /// Described topics as last reported.
    const std::map<QByteArray, Link::TopicInfo> &rooms() const { return m_rooms; }
    const QHash<ClientId, Link::ClientInfo> &names() const { return m_names; }

    bool ready() const { return m_ready; }
    QString failure() const { return m_failure; }
    bool stopped() const { return m_stopped; }
    Service &service() { return m_host->service(); }
    void stop() { m_host->stop(); }

private:
    void begin()
    {
        m_ready = m_stopped = false;
        auto [ours, theirs] = Link::MemoryChannel::pair();
        m_control = std::move(ours);
        m_hostControl = std::move(theirs);
        QObject::connect(m_control.get(), &Link::Channel::frameReceived, m_control.get(),
                         [this](const Link::Frame &frame) { receiveControl(frame); });
        m_host = std::make_unique<ServiceHost>(m_make(), m_config, *m_hostControl);
        QObject::connect(m_hostControl.get(), &Link::Channel::frameReceived, m_host.get(),
                         &ServiceHost::receiveControl);
        QObject::connect(m_host.get(), &ServiceHost::ready, m_host.get(), [this] {
            m_ready = true;
            attachGateways();
        });
        QObject::connect(m_host.get(), &ServiceHost::failed, m_host.get(),
                         [this](const QString &why) { m_failure = why; });
        QObject::connect(m_host.get(), &ServiceHost::stopped, m_host.get(), [this] { m_stopped = true; });
        m_host->start();
    }

    void end()
    {
        m_links.clear();
        m_host.reset();
        m_hostControl.reset();
        m_control.reset();
    }

    void attachGateways()
    {
        Link::GatewayList list;
        for (int slot = 1; slot <= m_gatewayCount; ++slot) {
            auto [ours, theirs] = Link::MemoryChannel::pair();
            QObject::connect(ours.get(), &Link::Channel::frameReceived, ours.get(),
                             [this, slot](const Link::Frame &frame) { receive(slot, frame); });
            m_links[slot] = std::move(ours);
            m_host->addGateway(theirs.release(), slot, 1);
            list.gateways.append(qint64(slot) << 24 | 1);
        }
        for (auto &[id, client] : m_clients) {
            if (client.closedWith == 0)
                attach(client, true);
        }
        for (auto &[slot, link] : m_links)
            Link::sendEmpty(*link, Link::FrameType::AttachDone);
        Link::sendMessage(*m_control, list);
    }

    void attach(FakeClient &client, bool resumed)
    {
        Link::ClientAttach attach;
        attach.address = QStringLiteral("192.0.2.7");
        attach.path = client.path;
        attach.resumed = resumed;
        attach.state = client.session;
        if (const auto link = m_links.find(client.id.slot()); link != m_links.end())
            Link::sendMessage(*link->second, attach, client.id);
    }

    void sendFrame(const FakeClient &client, Link::FrameType type, QByteArrayView data)
    {
        m_links[client.id.slot()]->send({type, 0, client.id, {}, data});
    }

    void receive(int slot, const Link::Frame &frame)
    {
        const auto found = m_clients.find(frame.client);
        FakeClient *client = found == m_clients.end() ? nullptr : &found->second;
        const QByteArray topic = frame.topic.toByteArray();
        switch (frame.type) {
        case Link::FrameType::SendText:
        case Link::FrameType::SendBinary:
            if (client && client->closedWith == 0)
                client->received.append(frame.payload.toByteArray());
            break;
        case Link::FrameType::Subscribe:
            m_topics[topic].insert(frame.client);
            break;
        case Link::FrameType::Unsubscribe:
            m_topics[topic].remove(frame.client);
            break;
        case Link::FrameType::SessionState:
            if (client)
                client->session = frame.payload.toByteArray();
            break;
        case Link::FrameType::Flush:
            if (client && client->reads)
                sendFrame(*client, Link::FrameType::Flushed, {});
            break;
        case Link::FrameType::CloseClient:
            if (client)
                disconnect(*client, Link::decodeMessage<Link::CloseClient>(frame)->code);
            break;
        case Link::FrameType::PublishText:
        case Link::FrameType::PublishBinary:
            for (auto &[id, member] : m_clients) {
                if (id.slot() == slot && id != frame.client && m_topics[topic].contains(id))
                    member.received.append(frame.payload.toByteArray());
            }
            break;
        default:
            QFAIL("the service sent a frame that no gateway expects");
        }
    }

    void receiveControl(const Link::Frame &frame)
    {
        if (frame.type == Link::FrameType::CommandResult)
            m_answers.append(*Link::decodeMessage<Link::CommandResult>(frame));
        else if (frame.type == Link::FrameType::TopicInfo)
            m_rooms[frame.topic.toByteArray()] = *Link::decodeMessage<Link::TopicInfo>(frame);
        else if (frame.type == Link::FrameType::ClientInfo)
            m_names[frame.client] = *Link::decodeMessage<Link::ClientInfo>(frame);
    }

    Make m_make;
    int m_gatewayCount;
    Link::HelloOk m_config;
    std::unique_ptr<Link::MemoryChannel> m_control;     // the server's end
    std::unique_ptr<Link::MemoryChannel> m_hostControl; // the worker's end
    std::unique_ptr<ServiceHost> m_host;
    std::map<int, std::unique_ptr<Link::MemoryChannel>> m_links; // slot -> the gateway's end
    std::map<ClientId, FakeClient> m_clients;                    // references stay good
    QHash<QByteArray, QSet<ClientId>> m_topics;
    QList<Link::CommandResult> m_answers;
    std::map<QByteArray, Link::TopicInfo> m_rooms;
    QHash<ClientId, Link::ClientInfo> m_names;
    quint32 m_counter = 0;
    qint64 m_commands = 0;
    bool m_ready = false;
    bool m_stopped = false;
    QString m_failure;
};

} // namespace Lanroom::Testing
