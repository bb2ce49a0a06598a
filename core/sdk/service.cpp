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

void Service::command(const QString &name, const QCborMap &, const CommandReply &reply)
{
    reply({ErrorCode::NotFound, QStringLiteral("this service has no command '%1'").arg(name)});
}

void Service::ready()
{
    m_host->reportReady();
}

void Service::fail(const QString &why)
{
    Q_EMIT m_host->failed(why);
}

void Service::stopped()
{
    if (!std::exchange(m_host->m_hasStopped, true)) // once is enough
        Q_EMIT m_host->stopped();
}

void Service::tickEvery(int ms)
{
    m_host->m_ticker.setInterval(ms);
}

void Service::publish(const Utf8 &topic, const Utf8 &text, ClientId except)
{
    m_host->publish(FrameType::PublishText, topic.bytes(), text.view(), except);
}

void Service::publish(const Utf8 &topic, const Message &message, ClientId except)
{
    m_host->publish(publishing(message), topic.bytes(), message.data, except);
}

void Service::publishBinary(const Utf8 &topic, QByteArrayView bytes, ClientId except)
{
    m_host->publish(FrameType::PublishBinary, topic.bytes(), bytes, except);
}

void Service::broadcast(const Utf8 &text, ClientId except)
{
    m_host->broadcast(FrameType::PublishText, text.view(), except);
}

void Service::broadcast(const Message &message, ClientId except)
{
    m_host->broadcast(publishing(message), message.data, except);
}

bool Service::isBehind() const
{
    return m_host->isBehind();
}

void Service::submit(std::shared_ptr<WorkJob> job)
{
    if (!m_host->m_pool)
        m_host->m_pool = std::make_unique<WorkPool>();
    m_host->m_pool->submit(std::move(job));
}

void Service::describeTopic(const Utf8 &topic, const QString &title)
{
    m_host->m_topics.describe(topic.bytes(), title);
    m_host->scheduleReport();
}

void Service::forgetTopic(const Utf8 &topic)
{
    m_host->m_topics.forget(topic.bytes());
    m_host->scheduleReport();
}

Client *Service::client(ClientId id) const
{
    const auto it = m_host->m_clients.find(id.raw());
    return it == m_host->m_clients.end() ? nullptr : it->second.get();
}

QList<Client *> Service::clients() const
{
    QList<Client *> all;
    all.reserve(qsizetype(m_host->m_clients.size()));
    for (const auto &[raw, client] : m_host->m_clients)
        all.append(client.get());
    return all;
}

qsizetype Service::subscribers(const Utf8 &topic) const
{
    return m_host->m_topics.subscribers(topic.bytes());
}

QSet<ClientId> Service::subscribersOf(const Utf8 &topic) const
{
    return m_host->m_topics.members(topic.bytes());
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
    return m_host->m_config.name;
}

QString Service::dataDir() const
{
    return m_host->m_config.dataDir;
}

QCborValue Service::setting(QLatin1StringView key) const
{
    return m_host->m_config.settings.value(key);
}

const Clock &Service::clock() const
{
    return m_host->m_clock;
}

} // namespace Lanroom
