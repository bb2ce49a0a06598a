// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/service.h>

#include "sdk/service_host.h"

#include <utility>

namespace Lanroom {

using Link::FrameType;

static FrameType publishing(const Message &message)
{
    return message.binary ? FrameType::PublishBinary : FrameType::PublishText;
}

/// A sentence instead of a null pointer's crash: a member's initializer that calls dataDir() looks right.
ServiceHost &Service::host(const char *call) const
{
    if (!m_host)
        qFatal("%s() can be called from start() on: a constructor, or a member's initializer, is too early", call);
    return *m_host;
}

void Service::command(const QString &name, const QCborMap &, const CommandReply &reply)
{
    reply({ErrorCode::NotFound, QStringLiteral("this service has no command '%1'").arg(name)});
}

void Service::ready()
{
    host("ready").reportReady();
}

void Service::fail(const QString &why)
{
    Q_EMIT host("fail").failed(why);
}

void Service::stopped()
{
    ServiceHost &host = this->host("stopped");
    if (!std::exchange(host.m_hasStopped, true)) // once is enough
        Q_EMIT host.stopped();
}

void Service::tickEvery(int ms)
{
    host("tickEvery").m_ticker.setInterval(ms);
}

void Service::publish(const Utf8 &topic, const Utf8 &text, ClientId except)
{
    host("publish").publish(FrameType::PublishText, topic.bytes(), text.view(), except);
}

void Service::publish(const Utf8 &topic, const Message &message, ClientId except)
{
    host("publish").publish(publishing(message), topic.bytes(), message.data, except);
}

void Service::publishBinary(const Utf8 &topic, QByteArrayView bytes, ClientId except)
{
    host("publishBinary").publish(FrameType::PublishBinary, topic.bytes(), bytes, except);
}

void Service::broadcast(const Utf8 &text, ClientId except)
{
    host("broadcast").broadcast(FrameType::PublishText, text.view(), except);
}

void Service::broadcast(const Message &message, ClientId except)
{
    host("broadcast").broadcast(publishing(message), message.data, except);
}

bool Service::isBehind() const
{
    return host("isBehind").isBehind();
}

void Service::submit(std::shared_ptr<WorkJob> job)
{
    ServiceHost &host = this->host("runInPool");
    if (!host.m_pool)
        host.m_pool = std::make_unique<WorkPool>();
    host.m_pool->submit(std::move(job));
}

void Service::setTrouble(const QString &message)
{
    host("setTrouble").setTrouble(nullptr, message);
}

void Service::describeTopic(const Utf8 &topic, const QString &title)
{
    ServiceHost &host = this->host("describeTopic");
    host.m_topics.describe(topic.bytes(), title);
    host.scheduleReport();
}

void Service::forgetTopic(const Utf8 &topic)
{
    ServiceHost &host = this->host("forgetTopic");
    host.m_topics.forget(topic.bytes());
    host.scheduleReport();
}

Client *Service::client(ClientId id) const
{
    const auto &clients = host("client").m_clients;
    const auto it = clients.find(id.raw());
    return it == clients.end() ? nullptr : it->second.get();
}

QList<Client *> Service::clients() const
{
    const auto &clients = host("clients").m_clients;
    QList<Client *> all;
    all.reserve(qsizetype(clients.size()));
    for (const auto &[raw, client] : clients)
        all.append(client.get());
    return all;
}

qsizetype Service::subscribers(const Utf8 &topic) const
{
    return host("subscribers").m_topics.subscribers(topic.bytes());
}

QSet<ClientId> Service::subscribersOf(const Utf8 &topic) const
{
    return host("subscribersOf").m_topics.members(topic.bytes());
}

void Service::enter(Client &client, bool isResumed)
{
    isResumed ? resumed(client) : connected(client);
}

void Service::exit(Client &client, int code)
{
    disconnected(client, code);
}

QString Service::name() const
{
    return host("name").m_config.name;
}

QString Service::dataDir() const
{
    return host("dataDir").m_config.dataDir;
}

QCborValue Service::setting(QLatin1StringView key) const
{
    return host("setting").m_config.settings.value(key);
}

const Clock &Service::clock() const
{
    return host("clock").m_clock;
}

} // namespace Lanroom
