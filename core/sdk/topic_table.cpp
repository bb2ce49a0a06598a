// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/topic_table.h"

#include <algorithm>
#include <utility>

namespace Lanroom {

namespace {

TopicTable::Share *shareOf(quint32 gateway, TopicTable::Shares &shares)
{
    return std::find_if(shares.begin(), shares.end(),
                        [gateway](const TopicTable::Share &share) { return share.gateway == gateway; });
}

} // namespace

bool TopicTable::subscribe(ClientId client, const QByteArray &name, As as)
{
    Topic &topic = m_topics[name];
    QSet<ClientId> &wanted = as == As::Member ? topic.members : topic.observers;
    QSet<ClientId> &other = as == As::Member ? topic.observers : topic.members;
    if (wanted.contains(client))
        return false;
    wanted.insert(client);
    touch(name, topic);
    if (other.remove(client))
        return false;
    if (Share *share = shareOf(gatewayOf(client), topic.shares); share != topic.shares.end())
        ++share->listeners;
    else
        topic.shares.append({gatewayOf(client), 1});
    return true;
}

bool TopicTable::unsubscribe(ClientId client, const QByteArray &name)
{
    const auto it = m_topics.find(name);
    if (it == m_topics.end() || !(it->members.remove(client) || it->observers.remove(client)))
        return false;
    Share *const share = shareOf(gatewayOf(client), it->shares);
    if (--share->listeners == 0)
        it->shares.erase(share);
    touch(name, *it);
    if (it->isEmpty() && !it->described)
        m_topics.erase(it);
    return true;
}

qsizetype TopicTable::subscribers(const QByteArray &name) const
{
    const auto it = m_topics.constFind(name);
    return it == m_topics.constEnd() ? 0 : it->members.size();
}

QSet<ClientId> TopicTable::members(const QByteArray &name) const
{
    return m_topics.value(name).members;
}

const TopicTable::Shares &TopicTable::shares(const QByteArray &name) const
{
    static const Shares none;
    const auto it = m_topics.constFind(name);
    return it == m_topics.constEnd() ? none : it->shares;
}

void TopicTable::describe(const QByteArray &name, const QString &title)
{
    Topic &topic = m_topics[name];
    topic.described = true;
    topic.title = title;
    touch(name, topic);
}

void TopicTable::forget(const QByteArray &name)
{
    const auto it = m_topics.find(name);
    if (it == m_topics.end() || !it->described)
        return;
    touch(name, *it);
    it->described = false;
    if (it->isEmpty())
        m_topics.erase(it);
}

QList<TopicTable::Report> TopicTable::takeReports()
{
    QList<Report> reports;
    const QSet<QByteArray> dirty = std::exchange(m_dirty, {});
    for (const QByteArray &name : dirty) {
        const auto it = m_topics.constFind(name);
        if (it == m_topics.constEnd() || !it->described)
            reports.append({name, {}, true, {}, {}});
        else
            reports.append({name, it->title, false, it->members.values(), it->observers.values()});
    }
    return reports;
}

void TopicTable::touch(const QByteArray &name, const Topic &topic)
{
    if (topic.described)
        m_dirty.insert(name);
}

} // namespace Lanroom
