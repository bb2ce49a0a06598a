// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qhash.h>
#include <QtCore/qset.h>
#include <QtCore/qstring.h>
#include <QtCore/qvarlengtharray.h>

namespace Lanroom {

/// Who is subscribed to what in one service, counted by gateway so that a publication goes only
/// where somebody listens; and which topics the operator sees as rooms. Passive; owned by the
/// ServiceHost, on its thread.
class TopicTable
{
public:
    /// The upper half of a client id: which gateway, in which of its lives.
    static quint32 gatewayOf(ClientId client) { return quint32(client.raw() >> 32); }

    /// Both hear what is published; only members are counted and shown as being there.
    enum class As { Member, Observer };

    /// True when the client did not listen before; one that did may become the other.
    bool subscribe(ClientId client, const QByteArray &topic, As as = As::Member);
    /// False when it did not listen.
    bool unsubscribe(ClientId client, const QByteArray &topic);

    /// Members alone.
    qsizetype subscribers(const QByteArray &topic) const;
    QSet<ClientId> members(const QByteArray &topic) const;

    /// A gateway, and how many of those who listen to a topic are connected to it.
    struct Share
    {
        quint32 gateway;
        int listeners;
    };
    using Shares = QVarLengthArray<Share, 4>;
    /// Where somebody listens to topic. Good until the next change.
    const Shares &shares(const QByteArray &topic) const;

    void describe(const QByteArray &topic, const QString &title);
    void forget(const QByteArray &topic);

    /// One described topic as it stands, or that it has been forgotten.
    struct Report
    {
        QByteArray topic;
        QString title;
        bool gone = false;
        QList<ClientId> members;
        QList<ClientId> observers;
    };
    /// The topics that changed since the last call; anythingToReport() says whether there are any.
    QList<Report> takeReports();
    bool anythingToReport() const { return !m_dirty.isEmpty(); }

private:
    struct Topic
    {
        bool isEmpty() const { return members.isEmpty() && observers.isEmpty(); }

        QSet<ClientId> members;
        QSet<ClientId> observers;
        Shares shares;
        bool described = false;
        QString title;
    };

    void touch(const QByteArray &name, const Topic &topic);

    QHash<QByteArray, Topic> m_topics;
    QSet<QByteArray> m_dirty;
};

} // namespace Lanroom
