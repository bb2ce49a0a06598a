// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/history.h>

namespace Lanroom {

void History::add(const QByteArray &name, const Message &message)
{
    if (m_maxMessages <= 0 || name.size() + message.data.size() + 2 * kOverhead > m_maxBytes)
        return;
    const bool isNew = !m_topics.contains(name);
    Topic &topic = m_topics[name];
    if (isNew)
        m_bytes += name.size() + kOverhead;
    topic.kept.append({message.bytes(), message.binary});
    topic.bytes += message.data.size() + kOverhead;
    m_bytes += message.data.size() + kOverhead;
    m_byLastAdded.erase(topic.lastAdded);
    topic.lastAdded = ++m_added;
    m_byLastAdded.emplace(topic.lastAdded, name);
    while (topic.kept.size() > m_maxMessages || (topic.bytes > kTopicBytes && topic.kept.size() > 1))
        drop(topic);
    while (m_bytes > m_maxBytes && m_byLastAdded.size() > 1) {
        const QByteArray quietest = m_byLastAdded.begin()->second;
        forget(quietest);
    }
    Topic &last = m_topics[name]; // forgetting others may have moved it
    while (m_bytes > m_maxBytes)
        drop(last);
}

void History::forget(const QByteArray &name)
{
    const auto it = m_topics.find(name);
    if (it == m_topics.end())
        return;
    while (!it->kept.isEmpty())
        drop(*it);
    m_bytes -= name.size() + kOverhead;
    m_byLastAdded.erase(it->lastAdded);
    m_topics.erase(it);
}

/// The oldest of topic's.
void History::drop(Topic &topic)
{
    const qsizetype bytes = topic.kept.takeFirst().data.size() + kOverhead;
    topic.bytes -= bytes;
    m_bytes -= bytes;
}

} // namespace Lanroom
