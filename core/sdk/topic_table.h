// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qhash.h>
#include <QtCore/qset.h>
#include <QtCore/qstring.h>

#include <functional>

namespace Lanroom {

/// Who is subscribed to what in one service, counted by gateway so that a publication goes only
/// where somebody listens; and which topics the operator sees as rooms. Passive; owned by the
/// ServiceHost, on its thread.
class TopicTable
{
public:
    /// The upper half of a client id: which gateway, in which of its lives.
    static quint32 gatewayOf(ClientId client) { return quint32(client.raw() >> 32); }

    /// False when nothing changed.
    bool subscribe(ClientId client, const QByteArray &topic);
    bool unsubscribe(ClientId client, const QByteArray &topic);

    qsizetype subscribers(const QByteArray &topic) const;
    void forEachGateway(const QByteArray &topic, const std::function<void(quint32)> &visit) const;

    void describe(const QByteArray &topic, const QString &title);
    void forget(const QByteArray &topic);

    /// One described topic as it stands, or that it has been forgotten.
    struct Report
    {
        QByteArray topic;
        QString title;
        bool gone = false;
        QList<ClientId> members;
    };
    /// The topics that changed since the last call; anythingToReport() says whether there are any.
    QList<Report> takeReports();
    bool anythingToReport() const { return !m_dirty.isEmpty(); }

private:
    struct Topic
    {
        QSet<ClientId> members;
        QHash<quint32, int> perGateway;
        bool described = false;
        QString title;
    };

    void touch(const QByteArray &name, const Topic &topic);

    QHash<QByteArray, Topic> m_topics;
    QSet<QByteArray> m_dirty;
};

} // namespace Lanroom
