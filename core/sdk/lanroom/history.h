// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/message.h>

#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

#include <map>

namespace Lanroom {

/// The last messages of each topic, in memory: gone with the process. (What must not be lost belongs
/// into a Database.) Of a topic the newest are kept, as many as a newcomer can be sent at once: at least one,
/// and no more than kTopicBytes, since at 1 MiB a gateway closes a slow client. Over the bytes for all
/// together, the topics that were quiet longest are forgotten, whole, until the newest message fits. Passive,
/// for one thread.
class History
{
public:
    static constexpr int kDefaultMessages = 50;
    static constexpr qsizetype kDefaultBytes = 16 * 1024 * 1024;
    static constexpr qsizetype kTopicBytes = 512 * 1024;
    /// What a topic or a message takes beside its own bytes, roughly.
    static constexpr qsizetype kOverhead = 64;

    struct Kept
    {
        QByteArray data;
        bool binary = false;

        Message message() const { return {data, binary}; }
    };

    explicit History(int messages = kDefaultMessages, qsizetype bytes = kDefaultBytes)
        : m_maxMessages(messages), m_maxBytes(bytes)
    {
    }

    void add(const QByteArray &topic, const Message &message);
    /// The oldest first.
    QList<Kept> of(const QByteArray &topic) const { return m_topics.value(topic).kept; }
    void forget(const QByteArray &topic);
    qsizetype bytes() const { return m_bytes; }

private:
    struct Topic
    {
        QList<Kept> kept;
        qsizetype bytes = 0;
        quint64 lastAdded = 0;
    };

    void drop(Topic &topic);

    int m_maxMessages;
    qsizetype m_maxBytes;
    QHash<QByteArray, Topic> m_topics;
    std::map<quint64, QByteArray> m_byLastAdded; // every topic, the quietest first
    qsizetype m_bytes = 0;
    quint64 m_added = 0;
};

} // namespace Lanroom
