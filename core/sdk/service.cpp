// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/service.h"

#include "sdk/service_host.h"

namespace Lanroom {

using Link::FrameType;

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
    Q_EMIT m_host->stopped();
}

void Service::publish(const QByteArray &topic, QByteArrayView text, ClientId except)
{
    m_host->publish(FrameType::PublishText, topic, text, except);
}

void Service::publishBinary(const QByteArray &topic, QByteArrayView bytes, ClientId except)
{
    m_host->publish(FrameType::PublishBinary, topic, bytes, except);
}

void Service::describeTopic(const QByteArray &topic, const QString &title)
{
    m_host->m_topics.describe(topic, title);
    m_host->scheduleReport();
}

void Service::forgetTopic(const QByteArray &topic)
{
    m_host->m_topics.forget(topic);
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

qsizetype Service::subscribers(const QByteArray &topic) const
{
    return m_host->m_topics.subscribers(topic);
}

QString Service::dataDir() const
{
    return m_host->m_config.dataDir;
}

QCborValue Service::setting(QLatin1StringView key) const
{
    return m_host->m_config.settings.value(key);
}

} // namespace Lanroom
