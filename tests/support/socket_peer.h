// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/message_store.h"
#include "chat/room_store.h"
#include "support/chat_peer.h"
#include "support/sqlite_file.h"

#include <QtCore/qset.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

#include <memory>
#include <vector>

namespace Lanroom::Test {

/// A protocol-true chat client on a real WebSocket.
class SocketPeer : public QObject
{
public:
    SocketPeer(const QString &name, const QUrl &url)
    {
        peer.name = name;
        peer.transport = [this](const QJsonObject &request) {
            socket.sendTextMessage(
                QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
        };
        connect(&socket, &QWebSocket::connected, this, [this] { peer.connected(); });
        connect(&socket, &QWebSocket::disconnected, this, [this] { ++closed; });
        connect(&socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
            peer.receive(text.toUtf8());
            keepTalking();
        });
        socket.open(url);
    }

    /// Keeps this many messages under way from now on; 0 is silence.
    void talk(const QString &room, int atOnce, qsizetype bodyLength = 10)
    {
        m_room = room;
        m_atOnce = atOnce;
        m_bodyLength = bodyLength;
        keepTalking();
    }
    void keepTalking()
    {
        while (peer.unanswered() < m_atOnce &&
               peer.say(m_room, QString::number(++m_said).rightJustified(m_bodyLength, u'.'))) {
        }
    }

    QWebSocket socket;
    ChatPeer peer;
    int closed = 0;

private:
    QString m_room;
    int m_atOnce = 0;
    qsizetype m_bodyLength = 10;
    int m_said = 0;
};

using SocketPeers = std::vector<std::unique_ptr<SocketPeer>>;

/// Everybody has every answer, and is at the head of room.
inline bool areAtRest(const SocketPeers &peers, const QString &room)
{
    qint64 head = 0;
    for (const auto &each : peers)
        head = qMax(head, each->peer.rooms.value(room).last);
    return std::all_of(peers.begin(), peers.end(), [&](const auto &each) {
        return each->peer.idle() && each->peer.rooms.value(room).last == head;
    });
}

/// What a stopped server's database holds of room: seq -> cmid. Numbers have no gap, and no cmid is
/// there twice, or the test fails.
inline QMap<qint64, QString> messagesOnDisk(const QString &dataDir, const QString &roomName)
{
    QMap<qint64, QString> kept;
    SqliteFile file(dataDir + QStringLiteral("/services/chat/chat.db"));
    const auto rooms = Chat::RoomStore::all(file.connection());
    for (const Chat::RoomRecord &room : *rooms) {
        if (room.name != roomName)
            continue;
        const auto page =
            Chat::MessageStore::page(file.connection(), room.id, {0, {}, 10'000'000, 2'000'000'000});
        for (const Chat::MessageRecord &message : page->messages)
            kept.insert(message.seq, QString::fromLatin1(message.cmid.toHex()));
    }
    const QSet<QString> distinct(kept.cbegin(), kept.cend());
    if (distinct.size() != kept.size() || (!kept.isEmpty() && kept.lastKey() != kept.size()))
        QTest::qFail("there is a gap or a message twice", __FILE__, __LINE__);
    return kept;
}

/// Nobody saw the server break a promise, and what it acknowledged is on disk, as everybody saw it.
inline void comparePeers(const SocketPeers &peers, const QString &room,
                         const QMap<qint64, QString> &kept)
{
    for (const auto &each : peers) {
        const ChatPeer &peer = each->peer;
        QVERIFY2(peer.problems.isEmpty(), qPrintable(peer.problems.join(u'\n')));
        for (auto ack = peer.acked.cbegin(); ack != peer.acked.cend(); ++ack)
            QCOMPARE(kept.value(ack.value()), ack.key());
        const QMap<qint64, QString> seen = peer.rooms.value(room).timeline;
        for (auto message = seen.cbegin(); message != seen.cend(); ++message)
            QVERIFY(message.value().startsWith(kept.value(message.key())));
    }
}

} // namespace Lanroom::Test
