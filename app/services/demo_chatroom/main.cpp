// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/service.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

/// Rooms as a chat demo of 2012 had them: PROTOCOL.md beside this. Who a client is, and in which room,
/// stands in its session: so it is still there when this process has been replaced.
class DemoChatroom : public Service
{
    void connected(Client &client) override
    {
        QJsonArray rooms;
        for (const QString &room : m_rooms)
            rooms.append(size(room));
        client.send(kWho);
        client.send(event({{u"type"_s, u"listing"_s}, {u"chatrooms"_s, rooms}}));
    }
    void resumed(Client &client) override
    {
        if (const QString room = me(client)[u"room"].toString(); open(room))
            client.subscribe(room);
    }
    void attached() override // some may have gone together with the predecessor
    {
        for (const QString &room : m_rooms)
            tellSize(room);
    }
    void message(Client &client, const Message &message) override
    {
        const QJsonObject said = message.json();
        const QString type = said[u"type"].toString(), room = said[u"chatroom"].toString();
        const QString name = me(client)[u"name"].toString(), in = me(client)[u"room"].toString();
        if (name.isEmpty()) {
            if (type != u"name" || !keep(client, said[u"name"].toString(), {}))
                client.send(kWho);
        } else if (type == u"create" && !m_rooms.contains(room) && open(room)) {
            broadcast(event({{u"type"_s, u"newchatroom"_s}, {u"name"_s, room}}));
        } else if (type == u"join" && !m_rooms.contains(room)) {
            client.send(QJsonObject{{u"type"_s, u"notice"_s}, {u"notice"_s, u"Chatroom %1 not found."_s.arg(room)}});
        } else if (type == u"join" && keep(client, name, room)) {
            client.unsubscribe(in);
            leave(in, name);
            client.send(said);
            ...
