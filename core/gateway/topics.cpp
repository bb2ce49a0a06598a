// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/topics.h"

#include "link/data_messages.h"

#include <algorithm>

namespace Lanroom {

bool Topics::subscribe(ClientSocket *client, const QByteArray &topic)
{
    QList<QByteArray> &topics = m_topics[client];
    const auto place = std::lower_bound(topics.begin(), topics.end(), topic);
    if (place != topics.end() && *place == topic)
        return true;
    if (topics.size() == Link::kMaxTopics)
        return false;
    topics.insert(place, topic);
    m_members[topic].append(client);
    return true;
}

void Topics::unsubscribe(ClientSocket *client, const QByteArray &topic)
{
    const auto topics = m_topics.find(client);
    if (topics == m_topics.end())
        return;
    const auto place = std::lower_bound(topics->begin(), topics->end(), topic);
    if (place == topics->end() || *place != topic)
        return;
    topics->erase(place);
    if (topics->isEmpty())
        m_topics.erase(topics);
    removeMember(client, topic);
}

void Topics::removeClient(ClientSocket *client)
{
    const QList<QByteArray> topics = m_topics.take(client);
    for (const QByteArray &topic : topics)
        removeMember(client, topic);
}

void Topics::removeMember(ClientSocket *client, const QByteArray &topic)
{
    const auto members = m_members.find(topic);
    members->removeOne(client);
    if (members->isEmpty())
        m_members.erase(members);
}

void Topics::clear()
{
    m_members.clear();
    m_topics.clear();
}

bool Topics::isMember(ClientSocket *client, const QByteArray &topic) const
{
    const auto topics = m_topics.constFind(client);
    return topics != m_topics.cend() && std::binary_search(topics->cbegin(), topics->cend(), topic);
}

QList<ClientSocket *> Topics::members(QByteArrayView topic) const
{
    // fromRawData: the look-up needs a QByteArray, and a copy a publication would be a waste.
    return m_members.value(QByteArray::fromRawData(topic.data(), topic.size()));
}

} // namespace Lanroom
