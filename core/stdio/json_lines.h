// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "base/result.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

namespace Lanroom {

class Client;
struct Message;

namespace JsonLines {

// The lines of 'lanroom-stdio json', to the program and from it; README.md beside this has them
// all. Plain functions without I/O. What a program says is checked here: an Order is as its event
// demands.

/// Whole lines, with their end.
QByteArray connected(const Client &client, bool resumed);
QByteArray attached();
QByteArray message(ClientId client, const Message &message);
QByteArray disconnected(ClientId client, int code);

/// What the program wants done.
struct Order
{
    enum class Kind {
        Message,
        Publish,
        Broadcast,
        Subscribe,
        Unsubscribe,
        Close,
        Session,
        Introduce,
        Topic
    };
    Kind kind = Kind::Message;
    ClientId client;  // of all but Publish, Broadcast, Topic
    ClientId except;  // of Publish, Broadcast; may be null
    QByteArray topic; // of Publish, Subscribe, Unsubscribe, Topic
    QByteArray data;  // of Message, Publish, Broadcast, Session; valid UTF-8 unless binary
    bool binary = false;
    int code = 1000; // of Close
    QString reason;
    QString user; // of Introduce
    QString name;
    QString title; // of Topic
    bool gone = false;
};

/// The Error says what is wrong with the line.
Result<Order> parse(const QByteArray &line);

} // namespace JsonLines

} // namespace Lanroom
