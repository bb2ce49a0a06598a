// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/room_store.h"
#include "support/chat_peer.h"
#include "support/chat_place.h"
#include "support/sqlite_file.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPeer;
using Test::ChatPlace;
using Testing::FakeClient;

namespace {

/// A protocol-true client on one in-memory connection after another.
class Player
{
public:
    Player(ChatPlace &place, const QString &name, int gateway) : m_place(place), m_gateway(gateway)
    {
        peer.name = name;
        peer.transport = [this](const QJsonObject &request) {
            m_place.tester.send(*m_client, request);
        };
        reconnect();
    }
    void reconnect()
    {
        if (m_client)
            m_place.tester.disconnect(*m_client);
        m_client = &m_place.tester.connect(u"/chat"_s, m_gateway);
        m_read = 0;
        peer.connected();
    }
    void readAll()
    {
        while (m_read < m_client->received.size())
            peer.receive(QByteArray(m_client->received.at(m_read++)));
    }

    ChatPeer peer;

private:
    ChatPlace &m_place;
    int m_gateway;
    FakeClient *m_client = nullptr;
    qsizetype m_read = 0;
};

} // namespace

/// Random people do random things while the service is killed again and again; in the end everybody
/// has seen the same, and everything acknowledged is there exactly once.
class TestChatModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everybodySeesTheSame_data()
    {
        QTest::addColumn<quint32>("seed");
        for (const quint32 seed : {1u, 2u, 3u})
            QTest::addRow("%u", seed) << seed;
    }
    void everybodySeesTheSame()
    {
        QFETCH(const quint32, seed);
        QRandomGenerator random(seed);
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.messageBurst = limits.requestBurst = 1e9;
        ChatPlace place(limits, {}, 2);
        FakeClient &maker = place.guest(u"Maker"_s);
        const QStringList rooms{u"lobby"_s, u"tea"_s, u"den"_s};
        for (const QString &room : rooms)
            place.ask(maker, ChatPlace::in("create", room));

        std::vector<std::unique_ptr<Player>> players;
        for (int i = 0; i < 6; ++i) {
            players.push_back(
                std::make_unique<Player>(place, u"Player %1"_s.arg(QChar(u'A' + i)), 1 + i % 2));
            players.back()->peer.join(u"lobby"_s);
        }
        for (int step = 0; step < 250; ++step) {
            Player &player = *players[random.bounded(int(players.size()))];
            const QString room = rooms.at(random.bounded(int(rooms.size())));
            const int what = random.bounded(100);
            if (what < 70)
                player.peer.say(room, u"step %1"_s.arg(step));
            else if (what < 80)
                player.peer.join(room);
            else if (what < 84)
                player.peer.leave(room);
            else if (what < 88 && player.peer.welcome)
                player.reconnect();
            else if (what < 90)
                place.restart();
            // Now everything settles, now the next step falls into the middle of what is under way.
            const bool settle = random.bounded(5) == 0;
            (void)QTest::qWaitFor([&] { return answered(players) || !settle; }, 10'000);
        }
        for (const auto &player : players)
            player->peer.join(u"lobby"_s);
        if (!QTest::qWaitFor([&] { return atRest(players); }, 30'000)) {
            for (const auto &player : players)
                qWarning().noquote() << player->peer.state() << player->peer.problems;
            QFAIL("not everybody came to rest");
        }
        compare(place, players, rooms);
    }

private:
    static bool answered(const std::vector<std::unique_ptr<Player>> &players)
    {
        for (const auto &player : players)
            player->readAll();
        return std::all_of(players.begin(), players.end(),
                           [](const auto &player) { return player->peer.idle(); });
    }

    /// Everybody is at the lobby's head, too, which ends what is still coming.
    static bool atRest(const std::vector<std::unique_ptr<Player>> &players)
    {
        if (!answered(players))
            return false;
        qint64 head = 0;
        for (const auto &player : players)
            head = qMax(head, player->peer.rooms.value(u"lobby"_s).last);
        return std::all_of(players.begin(), players.end(), [head](const auto &player) {
            return player->peer.rooms.value(u"lobby"_s).last == head;
        });
    }

    static void compare(ChatPlace &place, const std::vector<std::unique_ptr<Player>> &players,
                        const QStringList &rooms)
    {
        qsizetype acked = 0;
        for (const auto &player : players) {
            QVERIFY2(player->peer.problems.isEmpty(),
                     qPrintable(player->peer.problems.join(u'\n')));
            acked += player->peer.acked.size();
        }
        QVERIFY(acked > 50);
        for (const QString &room : rooms) {
            const QMap<qint64, QString> kept = everythingIn(place, room);
            for (const auto &player : players) {
                const ChatPeer &peer = player->peer;
                const QMap<qint64, QString> seen = peer.rooms.value(room).timeline;
                for (auto message = seen.cbegin(); message != seen.cend(); ++message)
                    QCOMPARE(kept.value(message.key()), message.value());
                for (auto ack = peer.acked.cbegin(); ack != peer.acked.cend(); ++ack) {
                    if (peer.ackedRoom.value(ack.key()) == room)
                        QVERIFY(kept.value(ack.value()).startsWith(ack.key()));
                }
            }
        }
    }

    /// The room's messages as the database holds them: numbers without a gap, no cmid twice.
    static QMap<qint64, QString> everythingIn(ChatPlace &place, const QString &roomName)
    {
        QMap<qint64, QString> kept;
        QSet<QByteArray> cmids;
        Test::SqliteFile file(place.databasePath());
        const auto rooms = Chat::RoomStore::all(file.connection());
        for (const Chat::RoomRecord &room : *rooms) {
            if (room.name != roomName)
                continue;
            const auto page =
                Chat::MessageStore::page(file.connection(), room.id, {0, {}, 100'000, 100'000'000});
            for (const Chat::MessageRecord &message : page->messages) {
                kept.insert(message.seq,
                            QString::fromLatin1(message.cmid.toHex()) + u' ' + message.body);
                cmids.insert(message.cmid);
            }
        }
        if (kept.size() != cmids.size() || (!kept.isEmpty() && kept.lastKey() != kept.size()))
            QTest::qFail("the database has a gap or a message twice", __FILE__, __LINE__);
        return kept;
    }
};

QTEST_GUILESS_MAIN(TestChatModel)
#include "tst_chat_model.moc"
