// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/topics.h"

namespace Lanroom {

void Topics::subscribe(ClientSocket *client, const QByteArray &topic)
{
    QList<QByteArray> &topics = m_topics[client];
    if (topics.contains(topic))
        return;
    topics.append(topic);
    m_members[topic].append(client);
}

void Topics::unsubscribe(ClientSocket *client, const QByteArray &topic)
{
    const auto topics = m_topics.find(client);
    if (topics == m_topics.end() || !topics->removeOne(topic))
        return;
    if (topics->isEmpty())
        m_topics.erase(topics);
    const auto members = m_members.find(topic);
    members->removeOne(client);
    if (members->isEmpty())
        m_members.erase(members);
}

void Topics::removeClient(ClientSocket *client)
{
    const QList<QByteArray> topics = m_topics.value(client);
    for (const QByteArray &topic : topics)
        unsubscribe(client, topic);
}

void Topics::clear()
{
    m_members.clear();
    m_topics.clear();
}

bool Topics::isMember(ClientSocket *client, const QByteArray &topic) const
{
    const auto topics = m_topics.constFind(client);
    return topics != m_topics.cend() && topics->contains(topic);
}

QList<ClientSocket *> Topics::members(QByteArrayView topic) const
{
    // fromRawData: the look-up needs a QByteArray, and a copy a publication would be a waste.
    return m_members.value(QByteArray::fromRawData(topic.data(), topic.size()));
}

} // namespace Lanroom
