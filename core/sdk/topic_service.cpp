// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/topic_service.h>

#include "sdk/session_map.h"

#include <QtCore/qcbormap.h>

namespace Lanroom {

using namespace Qt::StringLiterals;

/// In the session: a map from each topic to whether the client is there in silence. Short, since it
/// counts.
static constexpr QLatin1StringView kTopics = "t"_L1;

bool TopicService::subscribe(Client &client, const Utf8 &name)
{
    const QByteArray topic = name.bytes();
    if (hasGone(client))
        return false;
    if (client.topics().contains(topic))
        return true;
    if (topic.size() > Client::kMaxTopicBytes)
        return false;
    QSet<QByteArray> observed = client.observed();
    observed.remove(topic);
    if (!remember(client, client.topics() + QSet{topic}, observed))
        return false;
    show(topic);
    client.subscribe(topic);
    joined(client, topic);
    return true;
}

bool TopicService::observe(Client &client, const Utf8 &name)
{
    const QByteArray topic = name.bytes();
    if (hasGone(client))
        return false;
    if (client.topics().contains(topic) || client.observed().contains(topic))
        return true;
    return topic.size() <= Client::kMaxTopicBytes &&
           remember(client, client.topics(), client.observed() + QSet{topic}) &&
           client.observe(topic);
}

void TopicService::unsubscribe(Client &client, const Utf8 &name)
{
    const QByteArray topic = name.bytes();
    if (hasGone(client)) // and has taken leave, or is taking it
        return;
    const bool isMember = client.topics().contains(topic);
    client.unsubscribe(topic);
    remember(client, client.topics(), client.observed());
    if (isMember)
        takeLeave(client, topic);
}

/// It is leaving: what it was in can still be asked, and nothing can change.
bool TopicService::hasGone(const Client &client) const
{
    return !this->client(client.id());
}

QList<Client *> TopicService::members(const Utf8 &topic) const
{
    QList<Client *> members;
    for (const ClientId id : subscribersOf(topic)) {
        if (Client *member = client(id))
            members.append(member);
    }
    return members;
}

void TopicService::publishAndKeep(const Utf8 &topic, const Utf8 &text, ClientId except)
{
    publishAndKeep(topic, Message{text.view(), false}, except);
}

void TopicService::publishAndKeep(const Utf8 &topic, const Message &message, ClientId except)
{
    m_history.add(topic.bytes(), message);
    publish(topic, message, except);
}

void TopicService::sendHistory(Client &client, const Utf8 &topic) const
{
    const QList<History::Kept> kept = m_history.of(topic.bytes());
    for (const History::Kept &message : kept)
        client.send(message.message());
}

void TopicService::enter(Client &client, bool isResumed)
{
    if (isResumed) {
        const QCborMap topics = sessionPart(client, kTopics).toMap();
        for (const auto &[name, silent] : topics) {
            const QByteArray topic = name.toByteArray();
            if (silent.toBool()) {
                client.observe(topic);
            } else {
                show(topic);
                client.subscribe(topic);
            }
        }
    }
    Service::enter(client, isResumed);
}

void TopicService::exit(Client &client, int code)
{
    const QSet<QByteArray> topics = client.topics();
    for (const QByteArray &topic : topics)
        takeLeave(client, topic);
    Service::exit(client, code);
}

bool TopicService::remember(Client &client, const QSet<QByteArray> &topics,
                            const QSet<QByteArray> &observed)
{
    QCborMap map;
    for (const QByteArray &topic : topics)
        map.insert(QCborValue(topic), false);
    for (const QByteArray &topic : observed)
        map.insert(QCborValue(topic), true);
    return setSessionPart(client, kTopics, map);
}

void TopicService::show(const QByteArray &topic)
{
    if (const QString name = title(topic); subscribers(topic) == 0 && !name.isEmpty())
        describeTopic(topic, name);
}

void TopicService::takeLeave(Client &client, const QByteArray &topic)
{
    // What show() never described was described by the service, and is its own to forget.
    if (subscribers(topic) == 0 && !title(topic).isEmpty())
        forgetTopic(topic);
    left(client, topic);
}

} // namespace Lanroom
