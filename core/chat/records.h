// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

#include <optional>

// What the database keeps, as it travels between its threads and the event loop: plain values.
namespace Lanroom::Chat {

/// 0 is the operator, who has no row.
using UserId = qint64;
using RoomId = qint64;
inline constexpr UserId kOperator = 0;

struct UserRecord
{
    UserId id = 0;
    QString name;
    QString role;
    QString origin; // the connection that made it
    bool online = false;
    qint64 seenMs = 0; // wall clock
};

struct RoomRecord
{
    RoomId id = 0;
    QString name; // canonical: what the protocol calls "room"
    QString title;
    QString epoch;
    bool hidden = false;
    QByteArray passwordHash; // empty: open to all who know the name
    UserId creator = kOperator;
    qint64 head = 0; // the newest published message
};

struct MessageRecord
{
    qint64 seq = 0;
    UserId user = kOperator;
    QString userName;
    QByteArray cmid; // raw
    qint64 tsMs = 0;
    std::optional<qint64> replyTo;
    QString body;
};

/// Consecutive messages of a room, ascending.
struct Page
{
    QList<MessageRecord> messages;
    bool more = false; // in the direction that was asked for
};

} // namespace Lanroom::Chat
