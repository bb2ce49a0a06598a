// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "supervisor/command_done.h"

#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

/// One connection, as the operator sees it. Merged from what the gateway said (address, agent,
/// since), what the service said (user, name) and the rooms it is in.
struct ClientRow
{
    ClientId id;
    QString address;
    QString agent;      // User-Agent, as sent: hostile text
    QString service;
    QString path;
    qint64 sinceMs = 0; // wall clock
    QString user;
    QString name;
    QStringList rooms;  // titles
    QStringList observes = {}; // of rooms it only looks on at, as a wall does

    friend bool operator==(const ClientRow &, const ClientRow &) = default;
};

/// The operator's subject 'clients': who is connected, and sending one away. In the server process,
/// main thread, owned by Server. A snapshot is kept in memory; reading it asks nobody.
class Clients : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// In order of arrival.
    virtual QList<ClientRow> rows() const = 0;
    virtual qsizetype count() const = 0;
    /// Closes the connection with 4403; done is called once, with not_found when it has gone.
    virtual void kick(ClientId id, const CommandDone &done) = 0;

Q_SIGNALS:
    /// At most four times a second, and only when something did.
    void changed();
};

} // namespace Lanroom
