// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/answers.h"

#include "chat/requests.h"

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

namespace {

QByteArray encode(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject personObject(const Person &person)
{
    return {{"id"_L1, userIdText(person.id)}, {"name"_L1, person.name}, {"role"_L1, person.role}};
}

QJsonArray personArray(const QList<Person> &people)
{
    QJsonArray array;
    for (const Person &person : people)
        array.append(personObject(person));
    return array;
}

QJsonObject messageObject(const QString &room, const MessageRecord &message)
{
    QJsonObject object{
        {"type"_L1, "message"_L1},
        {"room"_L1, room},
        {"seq"_L1, message.seq},
        {"cmid"_L1, QString::fromLatin1(message.cmid.toHex())},
        {"from"_L1,
         QJsonObject{{"id"_L1, userIdText(message.user)}, {"name"_L1, message.userName}}},
        {"ts"_L1, message.tsMs},
        {"body"_L1, message.body},
    };
    if (message.replyTo)
        object.insert("reply_to"_L1, *message.replyTo);
    return object;
}

QJsonArray messageArray(const QString &room, const Page &page)
{
    QJsonArray array;
    for (const MessageRecord &message : page.messages)
        array.append(messageObject(room, message));
    return array;
}

} // namespace

QString userIdText(UserId id)
{
    return id == kOperator ? u"u_operator"_s : u"u_"_s + QString::number(id);
}

QJsonObject nackAnswer(const QString &room, const QByteArray &cmid, const Refusal &refusal)
{
    QJsonObject object{{"type"_L1, "nack"_L1},
                       {"room"_L1, room},
                       {"cmid"_L1, QString::fromLatin1(cmid.toHex())},
                       {"code"_L1, refusal.code},
                       {"message"_L1, refusal.message}};
    if (refusal.retryMs > 0)
        object.insert("retry_ms"_L1, refusal.retryMs);
    return object;
}

QJsonObject ackAnswer(const QString &room, const QByteArray &cmid, qint64 seq, qint64 tsMs)
{
    return {{"type"_L1, "ack"_L1},
            {"room"_L1, room},
            {"cmid"_L1, QString::fromLatin1(cmid.toHex())},
            {"seq"_L1, seq},
            {"ts"_L1, tsMs}};
}

QJsonObject welcomeAnswer(const WelcomeAnswer &welcome, const Limits &limits)
{
    const QJsonObject server{{"name"_L1, welcome.serverName},
                             {"version"_L1, QString::fromLatin1(LANROOM_VERSION)}};
    const QJsonObject bounds{{"body"_L1, limits.body},
                             {"name"_L1, limits.name},
                             {"room"_L1, limits.roomName},
                             {"title"_L1, limits.title},
                             {"rooms"_L1, limits.roomsPerClient},
                             {"history"_L1, limits.historyPage}};
    return {{"type"_L1, "welcome"_L1},
            {"protocol"_L1, kProtocolVersion},
            {"token"_L1, QString::fromLatin1(welcome.token)},
            {"epoch"_L1, welcome.epoch},
            {"you"_L1, personObject(welcome.you)},
            {"server"_L1, server},
            {"limits"_L1, bounds},
            {"rooms"_L1, welcome.rooms}};
}

QJsonValue roomEntry(const Room &room, int members, bool joined)
{
    return QJsonObject{{"room"_L1, room.name},
                       {"title"_L1, room.title},
                       {"members"_L1, members},
                       {"locked"_L1, room.isLocked()},
                       {"joined"_L1, joined}};
}

QJsonObject roomsAnswer(const QJsonArray &rooms)
{
    return {{"type"_L1, "rooms"_L1}, {"rooms"_L1, rooms}};
}

QJsonObject createdAnswer(const QJsonValue &room)
{
    return {{"type"_L1, "created"_L1}, {"room"_L1, room}};
}

QJsonObject joinedAnswer(const Room &room, const Page &page, bool recovered, bool observe,
                         const QList<Person> &members)
{
    QJsonObject answer{{"type"_L1, "joined"_L1},
                       {"room"_L1, room.name},
                       {"title"_L1, room.title},
                       {"epoch"_L1, room.epoch},
                       {"first"_L1, Room::kFirst},
                       {"head"_L1, room.head},
                       {"recovered"_L1, recovered},
                       {"messages"_L1, messageArray(room.name, page)},
                       // Of a fresh start the newest are all that was promised.
                       {"more"_L1, recovered && page.more},
                       {"members"_L1, personArray(members)}};
    if (observe)
        answer.insert("observe"_L1, true);
    return answer;
}

QJsonObject leftAnswer(const QString &room)
{
    return {{"type"_L1, "left"_L1}, {"room"_L1, room}};
}

QJsonObject historyAnswer(const QString &room, const Page &page)
{
    return {{"type"_L1, "history"_L1},
            {"room"_L1, room},
            {"messages"_L1, messageArray(room, page)},
            {"more"_L1, page.more}};
}

QByteArray resumedMessage(const QSet<Room *> &rooms)
{
    QJsonObject heads;
    for (const Room *room : rooms)
        heads.insert(room->name, room->head);
    return encode({{"type"_L1, "resumed"_L1}, {"rooms"_L1, heads}});
}

QByteArray chatMessage(const QString &room, const MessageRecord &message)
{
    return encode(messageObject(room, message));
}

QByteArray presenceMessage(const Room &room, const QList<Person> &came, const QList<Person> &went,
                           int members)
{
    return encode({{"type"_L1, "presence"_L1},
                   {"room"_L1, room.name},
                   {"joined"_L1, personArray(came)},
                   {"left"_L1, personArray(went)},
                   {"members"_L1, members}});
}

QByteArray presenceNowMessage(const Room &room, const QList<Person> &members)
{
    return encode({{"type"_L1, "presence"_L1},
                   {"room"_L1, room.name},
                   {"joined"_L1, QJsonArray()},
                   {"left"_L1, QJsonArray()},
                   {"members"_L1, members.size()},
                   {"now"_L1, personArray(members)}});
}

QByteArray roomMessage(const Room &room, int members)
{
    QJsonObject entry = roomEntry(room, members, false).toObject();
    entry.remove("joined"_L1);
    return encode({{"type"_L1, "room"_L1}, {"room"_L1, entry}});
}

} // namespace Lanroom::Chat
