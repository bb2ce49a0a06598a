// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qhash.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qmap.h>
#include <QtCore/qstringlist.h>

#include <functional>

namespace Lanroom::Test {

/// A client that follows the chat protocol to the letter, over any transport, and writes down
/// whenever the server doesn't: a gap, a change of order, a message without its ack, an ack that
/// differs from another. Repeats what has no answer after 'resumed' and after a reconnection.
class ChatPeer
{
public:
    struct RoomView
    {
        bool wanted = false;
        bool joined = false;
        bool left = false;     // once: an answer to what was asked before may still come
        bool catching = false; // asks history until it is at the head
        QString epoch;
        qint64 last = 0;
        QMap<qint64, QString> timeline; // seq -> cmid and body
        QMap<qint64, QString> held;     // live ones that wait for the catching up
    };

    QString name;
    std::function<void(const QJsonObject &)> transport;
    bool welcome = false;
    QString user;
    QString token;
    QHash<QString, RoomView> rooms;
    QMap<QString, qint64> acked;       // cmid -> seq
    QHash<QString, QString> ackedRoom; // cmid -> room
    QMap<int, QJsonObject> pending;    // id -> request without an answer
    QStringList problems;
    int resumed = 0;
    int refused = 0; // nacks that say 'storage'

    int unanswered() const { return int(pending.size()); }
    /// Sends again whatever has no answer yet; for what was refused for the moment.
    void repeatPending()
    {
        const QMap<int, QJsonObject> requests = pending;
        for (const QJsonObject &request : requests)
            transport(request);
    }

    /// A new connection stands: hello and, when that is answered, everything else again.
    void connected()
    {
        welcome = false;
        for (RoomView &room : rooms)
            room.joined = false;
        pending.removeIf([](std::pair<const int &, QJsonObject &> request) {
            return request.second[QStringLiteral("type")].toString() != QLatin1StringView("send");
        });
        QJsonObject hello{{QStringLiteral("type"), QStringLiteral("hello")},
                          {QStringLiteral("protocol"), 1}};
        if (token.isEmpty())
            hello.insert(QStringLiteral("name"), name);
        else
            hello.insert(QStringLiteral("token"), token);
        ask(hello);
    }

    void join(const QString &room)
    {
        rooms[room].wanted = true;
        if (welcome)
            askJoin(room);
    }

    void leave(const QString &room)
    {
        rooms[room] = {};
        rooms[room].left = true;
        pending.removeIf([&room](std::pair<const int &, QJsonObject &> request) {
            return request.second[QStringLiteral("room")].toString() == room;
        });
        if (welcome)
            ask({{QStringLiteral("type"), QStringLiteral("leave")},
                 {QStringLiteral("room"), room}});
    }

    /// Sends when the room has been joined; false when it has not been yet.
    bool say(const QString &room, const QString &body)
    {
        if (!welcome || !rooms.value(room).joined)
            return false;
        const QString cmid = QStringLiteral("%1%2")
                                 .arg(qHash(name), 16, 16, QLatin1Char('0'))
                                 .arg(++m_cmids, 16, 16, QLatin1Char('0'));
        ask({{QStringLiteral("type"), QStringLiteral("send")},
             {QStringLiteral("room"), room},
             {QStringLiteral("cmid"), cmid},
             {QStringLiteral("body"), body}});
        return true;
    }

    QString state() const
    {
        QString text = name + (welcome ? QStringLiteral(" welcome") : QStringLiteral(" outside"));
        for (auto room = rooms.cbegin(); room != rooms.cend(); ++room) {
            text += QStringLiteral(", %1 wanted %2 joined %3 catching %4 last %5")
                        .arg(room.key())
                        .arg(room->wanted)
                        .arg(room->joined)
                        .arg(room->catching)
                        .arg(room->last);
        }
        for (const QJsonObject &request : pending)
            text += QLatin1Char('\n') +
                    QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact));
        return text;
    }

    bool idle() const
    {
        for (const RoomView &room : rooms) {
            if (room.wanted && (!room.joined || room.catching))
                return false;
        }
        return welcome && pending.isEmpty();
    }

    void receive(const QByteArray &text)
    {
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        const QString type = object[QStringLiteral("type")].toString();
        if (type == QLatin1StringView("resumed"))
            return onResumed(object);
        if (type == QLatin1StringView("message"))
            return onMessage(object);
        const auto request = pending.constFind(object[QStringLiteral("re")].toInt(-1));
        if (request == pending.cend())
            return; // an event that does not matter here, or an answer from before
        const QJsonObject asked = *request;
        pending.erase(request);
        if (type == QLatin1StringView("welcome"))
            onWelcome(object);
        else if (type == QLatin1StringView("joined"))
            onJoined(object);
        else if (type == QLatin1StringView("history"))
            onHistory(object);
        else if (type == QLatin1StringView("ack"))
            onAck(object);
        else if (type == QLatin1StringView("nack"))
            onNack(asked, object);
        else if (type != QLatin1StringView("left"))
            problems << name + QStringLiteral(": ") + QString::fromUtf8(text);
    }

private:
    void ask(QJsonObject request)
    {
        const int id = ++m_ids;
        request.insert(QStringLiteral("id"), id);
        pending.insert(id, request);
        transport(request);
    }

    void askJoin(const QString &room)
    {
        QJsonObject request{{QStringLiteral("type"), QStringLiteral("join")},
                            {QStringLiteral("room"), room}};
        if (!rooms[room].epoch.isEmpty()) {
            request.insert(QStringLiteral("epoch"), rooms[room].epoch);
            request.insert(QStringLiteral("after"), rooms[room].last);
        }
        ask(request);
    }

    void askHistory(const QString &room)
    {
        ask({{QStringLiteral("type"), QStringLiteral("history")},
             {QStringLiteral("room"), room},
             {QStringLiteral("after"), rooms[room].last},
             {QStringLiteral("limit"), 100}});
    }

    void onWelcome(const QJsonObject &answer)
    {
        welcome = true;
        const QString id =
            answer[QStringLiteral("you")].toObject()[QStringLiteral("id")].toString();
        if (!user.isEmpty() && user != id)
            problems << name + QStringLiteral(" came back as somebody else");
        user = id;
        token = answer[QStringLiteral("token")].toString();
        for (auto room = rooms.cbegin(); room != rooms.cend(); ++room) {
            if (room->wanted)
                askJoin(room.key());
        }
    }

    void onResumed(const QJsonObject &object)
    {
        ++resumed;
        const QJsonObject heads = object[QStringLiteral("rooms")].toObject();
        for (auto room = rooms.begin(); room != rooms.end(); ++room) {
            if (room->joined && !heads.contains(room.key()))
                problems << name + QStringLiteral(" is no longer in ") + room.key();
            if (room->joined && !room->catching && heads[room.key()].toInteger() > room->last) {
                room->catching = true;
                askHistory(room.key());
            }
        }
        repeatPending();
    }

    void onJoined(const QJsonObject &answer)
    {
        const QString roomName = answer[QStringLiteral("room")].toString();
        RoomView &room = rooms[roomName];
        room.joined = true;
        room.epoch = answer[QStringLiteral("epoch")].toString();
        const QJsonArray messages = answer[QStringLiteral("messages")].toArray();
        if (!answer[QStringLiteral("recovered")].toBool()) {
            if (room.last > 0)
                problems << name + QStringLiteral(" could not recover");
            room.last = answer[QStringLiteral("head")].toInteger() - messages.size();
        }
        takePage(room, messages);
        room.catching = answer[QStringLiteral("more")].toBool();
        // Its messages may have come while we had it by another way.
        if (room.catching)
            askHistory(roomName);
        else if (room.last < answer[QStringLiteral("head")].toInteger())
            problems << name + QStringLiteral(" was not brought up to the head");
        // Only members send, so what waited for the joining goes again.
        for (const QJsonObject &request : std::as_const(pending)) {
            if (request[QStringLiteral("room")].toString() == roomName &&
                request[QStringLiteral("type")].toString() == QLatin1StringView("send"))
                transport(request);
        }
    }

    void onHistory(const QJsonObject &answer)
    {
        const QString roomName = answer[QStringLiteral("room")].toString();
        RoomView &room = rooms[roomName];
        takePage(room, answer[QStringLiteral("messages")].toArray());
        if (answer[QStringLiteral("more")].toBool())
            return askHistory(roomName);
        room.catching = false;
        const QMap<qint64, QString> held = std::exchange(room.held, {});
        for (auto message = held.cbegin(); message != held.cend(); ++message)
            append(room, message.key(), message.value());
    }

    void takePage(RoomView &room, const QJsonArray &messages)
    {
        for (const QJsonValue &message : messages)
            append(room, message[QStringLiteral("seq")].toInteger(), content(message.toObject()));
    }

    void onMessage(const QJsonObject &message)
    {
        RoomView &room = rooms[message[QStringLiteral("room")].toString()];
        if (room.left && !room.joined)
            return;
        if (!room.joined)
            problems << name + QStringLiteral(" got a message before 'joined'");
        const QString cmid = message[QStringLiteral("cmid")].toString();
        const QString from =
            message[QStringLiteral("from")].toObject()[QStringLiteral("id")].toString();
        if (from == user && !acked.contains(cmid))
            problems << name + QStringLiteral(" got its message before the ack");
        const qint64 seq = message[QStringLiteral("seq")].toInteger();
        if (room.catching)
            room.held.insert(seq, content(message));
        else
            append(room, seq, content(message));
    }

    void append(RoomView &room, qint64 seq, const QString &what)
    {
        if (seq <= room.last) {
            if (room.timeline.value(seq, what) != what)
                problems << QStringLiteral("%1 saw two messages %2").arg(name).arg(seq);
            return;
        }
        if (seq != room.last + 1)
            problems
                << QStringLiteral("%1 saw a gap from %2 to %3").arg(name).arg(room.last).arg(seq);
        room.timeline.insert(seq, what);
        room.last = seq;
    }

    void onAck(const QJsonObject &ack)
    {
        const QString cmid = ack[QStringLiteral("cmid")].toString();
        const qint64 seq = ack[QStringLiteral("seq")].toInteger();
        if (acked.value(cmid, seq) != seq)
            problems << name + QStringLiteral(" got two acks that differ");
        acked.insert(cmid, seq);
        ackedRoom.insert(cmid, ack[QStringLiteral("room")].toString());
    }

    void onNack(const QJsonObject &request, const QJsonObject &nack)
    {
        const QString code = nack[QStringLiteral("code")].toString();
        refused += code == QLatin1StringView("storage");
        // What a repetition after a reconnection gets before the join: it goes again with 'joined'.
        if (code == QLatin1StringView("not_joined") || code == QLatin1StringView("storage"))
            pending.insert(request[QStringLiteral("id")].toInt(), request);
        else
            problems << name + QStringLiteral(": nack ") + code;
    }

    static QString content(const QJsonObject &message)
    {
        return message[QStringLiteral("cmid")].toString() + QLatin1Char(' ') +
               message[QStringLiteral("body")].toString();
    }

    int m_ids = 0;
    quint64 m_cmids = 0;
};

} // namespace Lanroom::Test
