// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/history.h>
#include <lanroom/service.h>

namespace Lanroom {

/// A service of rooms: clients are members of topics, who are told of and counted, or observe them in
/// silence. Over Service: the same calls on the same thread. What it adds:
///
/// * joined() and left(), once for each member and topic, however it came and went.
/// * Observers: they get what is published, but nobody is told, and neither subscribers() nor the
///   operator's window counts them.
/// * Topics with members are rooms in the operator's window by themselves; see title().
/// * The last messages of a topic, for those who come later.
/// * Nobody leaves when the process is replaced: before resumed() a client is in its topics again,
///   without joined(). Who went meanwhile is not told of; after attached() members() is right.
///
/// It keeps all that in the client's session, which is therefore not yours to set: SessionService has
/// a place for more.
class TopicService : public Service
{
protected:
    /// A member came into topic, with its subscription made: it hears what you publish here.
    virtual void joined(Client &client, const QByteArray &topic)
    {
        Q_UNUSED(client)
        Q_UNUSED(topic)
    }
    /// It left, or went altogether, before disconnected(): it hears nothing any more.
    virtual void left(Client &client, const QByteArray &topic)
    {
        Q_UNUSED(client)
        Q_UNUSED(topic)
    }
    /// What the operator sees as the room's name; empty to show no room.
    virtual QString title(const QByteArray &topic) const { return QString::fromUtf8(topic); }

    /// Makes client a member of topic. Safe to repeat. False, and nothing happened: the topic's name
    /// is over kMaxTopicBytes, or the client is in so many that they are over kMaxSessionBytes.
    bool subscribe(Client &client, const Utf8 &topic);
    /// Makes client an observer of topic, unless it is a member. False as above.
    bool observe(Client &client, const Utf8 &topic);
    /// As a member or observer; no effect when it is neither.
    void unsubscribe(Client &client, const Utf8 &topic);

    /// Everyone in topic but observers, in no order.
    QList<Client *> members(const Utf8 &topic) const;

    /// How many messages of a topic are kept; History::kDefaultMessages without this call.
    void keepLast(int messages) { m_history = History(messages); }
    /// publish(), and the message belongs to what sendHistory() sends.
    void publishAndKeep(const Utf8 &topic, const Utf8 &text, ClientId except = {});
    void publishAndKeep(const Utf8 &topic, const Message &message, ClientId except = {});
    /// Sends what was kept of topic, each as the message it was, oldest first.
    void sendHistory(Client &client, const Utf8 &topic) const;
    History &history() { return m_history; }

private:
    void enter(Client &client, bool isResumed) override;
    void exit(Client &client, int code) override;
    bool remember(Client &client, const QSet<QByteArray> &topics, const QSet<QByteArray> &observed);
    bool hasGone(const Client &client) const;
    void show(const QByteArray &topic);
    void takeLeave(Client &client, const QByteArray &topic);

    History m_history;
};

} // namespace Lanroom
