// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

namespace Lanroom {

class ClientSocket;

/// Which of this gateway's clients are subscribed to which topic of one service. Passive; owned by
/// the ServiceLink, on the gateway's event-loop thread. Sockets are not owned.
class Topics
{
public:
    /// False: the client has Link::kMaxTopics already.
    bool subscribe(ClientSocket *client, const QByteArray &topic);
    void unsubscribe(ClientSocket *client, const QByteArray &topic);
    void removeClient(ClientSocket *client);
    void clear();

    bool isMember(ClientSocket *client, const QByteArray &topic) const;
    /// The topic's members at this moment, in no order: a copy by reference count, so that a member
    /// that is cut off during the fan-out doesn't disturb it.
    QList<ClientSocket *> members(QByteArrayView topic) const;

private:
    void removeMember(ClientSocket *client, const QByteArray &topic);

    QHash<QByteArray, QList<ClientSocket *>> m_members;
    // Looked up in topics.cpp alone: where ClientSocket is defined, Qt 6.4 finds another qHash() for its
    // pointers than where it is only declared.
    QHash<ClientSocket *, QList<QByteArray>> m_topics; // in order: most have one or two, some hundreds
};

} // namespace Lanroom
