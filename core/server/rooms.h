// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "server/clients.h"

namespace Lanroom {

/// One room: a topic that its service described to us. The server knows nothing more of it.
struct RoomRow
{
    QString service;
    QString topic;
    QString title;
    QList<ClientId> members;
    QList<ClientId> observers = {}; // who only look on: walls

    friend bool operator==(const RoomRow &, const RoomRow &) = default;
};

/// The operator's subject 'rooms'. In the server process, main thread, owned by Server.
class Rooms : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// By service, then title.
    virtual QList<RoomRow> rows() const = 0;
    /// Has the operator say text in a room of the chat service (by its name or title).
    virtual void say(const QString &room, const QString &text, const CommandDone &done) = 0;

Q_SIGNALS:
    void changed(); // at most four times a second
};

} // namespace Lanroom
