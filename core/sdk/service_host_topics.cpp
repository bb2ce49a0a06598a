// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Who is in which topic, what is said there, and what the operator hears of it.
#include "link/channel.h"
#include "sdk/log.h"
#include "sdk/service_host.h"

namespace Lanroom {

using Link::FrameType;

/// Where broadcasts are published: subscribed by everyone from the first broadcast on, so that services
/// that never broadcast pay nothing. No text: whoever may choose a topic cannot choose this one.
const QByteArray ServiceHost::kEverybody = QByteArrayLiteral("\xff*");

/// Of a client. The gateway counts kEverybody, too.
static constexpr qsizetype kMaxTopics = Link::kMaxTopics - 1;

void ServiceHost::scheduleReport()
{
    if (m_topics.anythingToReport() && !m_reportTimer.isActive())
        m_reportTimer.start();
}

void ServiceHost::report()
{
    const QList<TopicTable::Report> reports = m_topics.takeReports();
    for (const TopicTable::Report &report : reports) {
        Link::TopicInfo info;
        info.title = report.title;
        info.gone = report.gone;
        info.members = report.members;
        info.observers = report.observers;
        Link::sendMessage(m_control, info, {}, report.topic);
    }
}

void ServiceHost::publish(FrameType type, const QByteArray &topic, QByteArrayView data,
                          ClientId except)
{
    for (const TopicTable::Share &share : m_topics.shares(topic)) {
        const auto it = m_gateways.find(share.gateway);
        if (it != m_gateways.end())
            it->second.channel->send({type, 0, except, topic, data});
    }
}

void ServiceHost::broadcast(FrameType type, QByteArrayView data, ClientId except)
{
    if (!m_everybody) {
        m_everybody = true;
        for (const auto &[raw, client] : m_clients)
            subscribe(*client, kEverybody, TopicTable::As::Observer);
    }
    publish(type, kEverybody, data, except);
}

void ServiceHost::subscribe(Client &client, const QByteArray &topic, TopicTable::As as)
{
    if (!m_service->client(client.id()))
        return;
    if (client.m_topics.size() + client.m_observed.size() >= kMaxTopics &&
        !client.m_topics.contains(topic) && !client.m_observed.contains(topic)) {
        qCWarning(lcSdk) << client.id().toString() << "is in" << kMaxTopics << "topics already, the most there may be";
        return;
    }
    if (m_topics.subscribe(client.id(), topic, as))
        client.sendFrame(FrameType::Subscribe, topic, {});
    if (topic != kEverybody) { // nobody's choice, so nobody is told of it
        const bool isMember = as == TopicTable::As::Member;
        (isMember ? client.m_topics : client.m_observed).insert(topic);
        (isMember ? client.m_observed : client.m_topics).remove(topic);
    }
    scheduleReport();
}

void ServiceHost::unsubscribe(Client &client, const QByteArray &topic)
{
    if (!m_topics.unsubscribe(client.id(), topic))
        return;
    client.m_topics.remove(topic);
    client.m_observed.remove(topic);
    client.sendFrame(FrameType::Unsubscribe, topic, {});
    scheduleReport();
}

} // namespace Lanroom
