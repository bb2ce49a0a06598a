// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/service.h>

#include <QtCore/qjsonarray.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

/// The chat rooms of a demo of 2012; PROTOCOL.md beside this is what it speaks.
class DemoChatroom : public Service
{
    void connected(Client &client) override
    {
        QJsonArray sizes;
        for (const QString &room : std::as_const(m_rooms))
            sizes.append(size(room));
        client.send(R"({"type":"query","query":"name"})");
        client.send(asEvent({{u"type"_s, u"listing"_s}, {u"chatrooms"_s, sizes}}));
    }

    void message(Client &client, const Message &message) override
    {
        const QJsonObject in = message.json();
        const QString type = in[u"type"].toString(), room = in[u"chatroom"].toString().left(kMost);
        auto &[name, at] = m_guests[client.id()];
        if (name.isEmpty() && type == u"name")
            name = in[u"name"].toString().left(kMost);
        if (name.isEmpty()) {
            client.send(R"({"type":"query","query":"name"})");
        } else if (type == u"create" && !exists(room) && m_rooms.size() < kMost) {
            m_rooms.append(room);
            broadcast(asEvent({{u"type"_s, u"newchatroom"_s}, {u"name"_s, room}}));
        } else if (type == u"join" && !m_rooms.contains(room)) {
            const QString notice = u"Chatroom %1 not found."_s.arg(room);
            client.send(QJsonObject{{u"type"_s, u"notice"_s}, {u"notice"_s, notice}});
        } else if (type == u"join") {
            client.unsubscribe(at);
            tell(std::exchange(at, room), u"logoff"_s, name);
            client.subscribe(room);
            client.send(QJsonObject{{u"type"_s, type}, {u"chatroom"_s, room}});
            tell(room, u"newuser"_s, name, client.id());
        } else if (type == u"message" && !at.isEmpty() && in[type].isString()) {
            publish(at, asEvent({{u"type"_s, type}, {u"name"_s, name}, {type, in[type]}}));
        }
    }

    void disconnected(Client &client, int) override
    {
        const auto [name, room] = m_guests.take(client.id());
        tell(room, u"logoff"_s, name);
    }

    void tell(const QString &room, const QString &what, const QString &name, ClientId except = {})
    {
        publish(room, asEvent({{u"type"_s, what}, {u"name"_s, name}}), except);
        if (!room.isEmpty())
            broadcast(asEvent({{u"type"_s, u"update"_s}, {u"data"_s, size(room)}}));
    }

    QJsonObject asEvent(QJsonObject what) { return {{u"type"_s, u"event"_s}, {u"event"_s, what}}; }
    QJsonArray size(const QString &room) const { return {room, subscribers(room)}; }
    bool exists(const QString &room) { return room.isEmpty() || m_rooms.contains(room); }

    static constexpr int kMost = 64;                       // rooms, and letters in a name
    QStringList m_rooms;                                   // as they were made
    QHash<ClientId, std::pair<QString, QString>> m_guests; // name, and room if in one
};

LANROOM_SERVICE(DemoChatroom)
