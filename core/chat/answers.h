// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/limits.h"
#include "chat/records.h"
#include "chat/refusal.h"
#include "chat/rooms.h"
#include "chat/users.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonvalue.h>

// What clients are told, as the JSON text that goes out; PROTOCOL.md is the page for people. Each
// is encoded once, however many are to hear it. Pure functions.
namespace Lanroom::Chat {

/// "u_12"; the operator is "u_operator".
QString userIdText(UserId id);

// Answers to one client; 're' is its request's id.

QByteArray errorAnswer(const QJsonValue &re, const Refusal &refusal);
QByteArray nackAnswer(const QJsonValue &re, const QString &room, const QByteArray &cmid,
                      const Refusal &refusal);
QByteArray ackAnswer(const QJsonValue &re, const QString &room, const QByteArray &cmid, qint64 seq,
                     qint64 tsMs);

struct WelcomeAnswer
{
    QByteArray token;
    QString epoch;
    Person you;
    QString serverName;
    QJsonArray rooms; // of roomEntry()
};
QByteArray welcomeAnswer(const QJsonValue &re, const WelcomeAnswer &welcome, const Limits &limits);

/// A room as one client sees it.
QJsonValue roomEntry(const Room &room, int members, bool joined);
QByteArray roomsAnswer(const QJsonValue &re, const QJsonArray &rooms);
QByteArray createdAnswer(const QJsonValue &re, const QJsonValue &room);
QByteArray joinedAnswer(const QJsonValue &re, const Room &room, const Page &page, bool recovered,
                        bool observe, const QList<Person> &members);
QByteArray leftAnswer(const QJsonValue &re, const QString &room);
QByteArray historyAnswer(const QJsonValue &re, const QString &room, const Page &page);

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
