// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/limits.h"
#include "chat/records.h"
#include "chat/refusal.h"
#include "chat/rooms.h"
#include "chat/users.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

// What clients are told; PROTOCOL.md is the page for people. What many hear is encoded once. Pure
// functions.
namespace Lanroom::Chat {

/// "u_12"; the operator is "u_operator".
QString userIdText(UserId id);

// Answers to one client: their fields. The id of its request the SessionService adds.

QJsonObject nackAnswer(const QString &room, const QByteArray &cmid, const Refusal &refusal);
QJsonObject ackAnswer(const QString &room, const QByteArray &cmid, qint64 seq, qint64 tsMs);

struct WelcomeAnswer
{
    QByteArray token;
    QString epoch;
    Person you;
    QString serverName;
    QJsonArray rooms; // of roomEntry()
};
QJsonObject welcomeAnswer(const WelcomeAnswer &welcome, const Limits &limits);

/// A room as one client sees it.
QJsonValue roomEntry(const Room &room, int members, bool joined);
QJsonObject roomsAnswer(const QJsonArray &rooms);
QJsonObject createdAnswer(const QJsonValue &room);
QJsonObject joinedAnswer(const Room &room, const Page &page, bool recovered, bool observe,
                         const QList<Person> &members);
QJsonObject leftAnswer(const QString &room);
QJsonObject historyAnswer(const QString &room, const Page &page);

// What nobody asked for.

QByteArray resumedMessage(const QSet<Room *> &rooms);
QByteArray chatMessage(const QString &room, const MessageRecord &message);
QByteArray presenceMessage(const Room &room, const QList<Person> &came, const QList<Person> &went,
                           int members);
/// Everybody who is there, after the service was replaced.
QByteArray presenceNowMessage(const Room &room, const QList<Person> &members);
/// For everyone alike, so without 'joined'.
QByteArray roomMessage(const Room &room, int members);

} // namespace Lanroom::Chat
