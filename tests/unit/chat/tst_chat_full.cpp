// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A place with as many rooms as there may be: which of them makes place for another.
#include "support/chat_place.h"
#include "support/sqlite_file.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPlace;
using Test::code;
using Test::type;
using Testing::FakeClient;

namespace {

QJsonObject create(const QString &room)
{
    return ChatPlace::in("create", room);
}

QStringList roomsOf(const QJsonObject &answer)
{
    QStringList names;
    for (const QJsonValue &room : answer.value("rooms"_L1).toArray())
        names.append(room["room"_L1].toString());
    return names;
}

} // namespace

class TestChatFull : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.rooms = 4; // the lobby and three more
        m_place = std::make_unique<ChatPlace>(limits);
        m_ada = &m_place->guest(u"Ada"_s);
        for (const QString &room : {u"a"_s, u"b"_s, u"c"_s}) {
            QCOMPARE(type(m_place->ask(*m_ada, create(room))), u"created"_s);
            m_place->clock.advance(1);
        }
        m_bob = &m_place->guest(u"Bob"_s);
    }
    void cleanup() { m_place.reset(); }

    void theOneUnusedLongestMakesPlace()
    {
        QCOMPARE(outcome(*m_bob, ChatPlace::join(u"a"_s)), u"joined"_s);
        QCOMPARE(outcome(*m_bob, ChatPlace::in("leave", u"a"_s)), u"left"_s);
        waitUntilEmpty(u"a"_s);
        QCOMPARE(outcome(*m_bob, create(u"d"_s)), u"created"_s);
        QCOMPARE(rooms(), (QStringList{u"lobby"_s, u"a"_s, u"c"_s, u"d"_s}));
        QCOMPARE(outcome(*m_bob, create(u"e"_s)), u"created"_s);
        QCOMPARE(rooms(), (QStringList{u"lobby"_s, u"a"_s, u"d"_s, u"e"_s}));
        QCOMPARE(outcome(*m_bob, ChatPlace::join(u"b"_s)), u"room_not_found"_s);
        QTRY_VERIFY(!m_place->tester.rooms().contains("b") || m_place->tester.rooms().at("b").gone);
    }

    void manyWhoMakeRoomsAndGoShutNobodyOut()
    {
        for (int i = 0; i < 30; ++i) {
            QJsonObject hidden = create(u"h%1"_s.arg(i));
            hidden.insert("hidden"_L1, true);
            FakeClient &guest = m_place->guest(u"Guest %1"_s.arg(i));
            QCOMPARE(outcome(guest, hidden), u"created"_s);
            m_place->tester.disconnect(guest);
        }
        QCOMPARE(outcome(*m_bob, create(u"d"_s)), u"created"_s);
        QCOMPARE(roomsOnDisk(), (QStringList{u"lobby"_s, u"h28"_s, u"h29"_s, u"d"_s}));
        // And after a restart, when nobody knows any more which was used when: the oldest.
        m_place->restart();
        QTRY_COMPARE(outcome(*m_bob, create(u"e"_s)), u"created"_s); // once all have come over
        QCOMPARE(roomsOnDisk(), (QStringList{u"lobby"_s, u"h29"_s, u"d"_s, u"e"_s}));
    }

    void whatSomebodyNeedsStays()
    {
        FakeClient &wall = m_place->guest(u"Wall"_s);
        QCOMPARE(outcome(*m_ada, ChatPlace::join(u"a"_s)), u"joined"_s); // is in it
        QCOMPARE(outcome(wall, ChatPlace::observe(u"b"_s)), u"joined"_s); // looks on
        QCOMPARE(outcome(*m_bob, ChatPlace::join(u"c"_s)), u"joined"_s); // wrote something there
        QCOMPARE(outcome(*m_bob, ChatPlace::say(u"c"_s, u"x"_s, 1)), u"ack"_s);
        QCOMPARE(outcome(*m_bob, ChatPlace::in("leave", u"c"_s)), u"left"_s);
        waitUntilEmpty(u"c"_s);
        QCOMPARE(outcome(*m_bob, create(u"d"_s)), u"too_many_rooms"_s);
        m_place->restart(); // which changes nothing of that
        QTRY_COMPARE(outcome(*m_bob, create(u"d"_s)), u"too_many_rooms"_s);
        m_place->tester.disconnect(wall);
        QCOMPARE(outcome(*m_ada, ChatPlace::request("rooms")), u"rooms"_s);
        QCOMPARE(outcome(*m_bob, create(u"d"_s)), u"created"_s);
        QCOMPARE(rooms(), (QStringList{u"lobby"_s, u"a"_s, u"c"_s, u"d"_s}));
    }

    void oneThatIsBeingJoinedStays()
    {
        QCOMPARE(outcome(*m_ada, ChatPlace::join(u"b"_s)), u"joined"_s);
        QCOMPARE(outcome(*m_ada, ChatPlace::join(u"c"_s)), u"joined"_s);
        FakeClient &cem = m_place->guest(u"Cem"_s);
        send(cem, ChatPlace::join(u"a"_s), 1000);
        send(*m_bob, create(u"d"_s), 1000);
        QCOMPARE(code(m_place->answer(*m_bob, 1000)), u"too_many_rooms"_s);
        QCOMPARE(type(m_place->answer(cem, 1000)), u"joined"_s);
    }

    void oneThatIsGoingIsNotThere()
    {
        send(*m_bob, create(u"d"_s), 1000);
        send(*m_bob, ChatPlace::join(u"a"_s), 1001);
        send(*m_bob, create(u"a"_s), 1002); // in the place of b
        send(*m_bob, ChatPlace::request("rooms"), 1003);
        QCOMPARE(type(m_place->answer(*m_bob, 1000)), u"created"_s);
        QCOMPARE(code(m_place->answer(*m_bob, 1001)), u"room_not_found"_s);
        QCOMPARE(type(m_place->answer(*m_bob, 1002)), u"created"_s);
        QCOMPARE(roomsOf(m_place->answer(*m_bob, 1003)), (QStringList{u"lobby"_s, u"c"_s}));
        QCOMPARE(rooms(), (QStringList{u"lobby"_s, u"c"_s, u"d"_s, u"a"_s}));
        QCOMPARE(outcome(*m_ada, create(u"a"_s)), u"room_taken"_s); // it is Bob's by now
    }

    void itStaysWhereTheOtherCannotBeMade()
    {
        QVERIFY(QFile::remove(m_place->databasePath()));
        QCOMPARE(outcome(*m_bob, create(u"d"_s)), u"storage"_s);
        QCOMPARE(rooms(), (QStringList{u"lobby"_s, u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(outcome(*m_bob, ChatPlace::join(u"a"_s)), u"joined"_s);
    }

private:
    QString outcome(FakeClient &client, const QJsonObject &request)
    {
        const QJsonObject answer = m_place->ask(client, request);
        return code(answer).isEmpty() ? type(answer) : code(answer);
    }
    void send(const FakeClient &client, QJsonObject request, int id)
    {
        request.insert("id"_L1, id);
        m_place->tester.send(client, request);
    }
    QStringList rooms() { return roomsOf(m_place->ask(*m_ada, ChatPlace::request("rooms"))); }

    /// Who leaves is there for a moment more.
    void waitUntilEmpty(const QString &room)
    {
        const auto members = [&] {
            const QJsonObject answer = m_place->ask(*m_ada, ChatPlace::request("rooms"));
            for (const QJsonValue &each : answer.value("rooms"_L1).toArray()) {
                if (each["room"_L1].toString() == room)
                    return each["members"_L1].toInt();
            }
            return -1;
        };
        m_place->clock.advance(60);
        QTRY_COMPARE(members(), 0);
        m_place->clock.advance(1);
    }

    QStringList roomsOnDisk()
    {
        Test::SqliteFile file(m_place->databasePath());
        QStringList names;
        if (const Result<Rows> rows = file.connection().query("SELECT name FROM rooms ORDER BY id")) {
            for (const Rows::Row row : *rows)
                names.append(row.text(0));
        }
        return names;
    }

    std::unique_ptr<ChatPlace> m_place;
    FakeClient *m_ada = nullptr;
    FakeClient *m_bob = nullptr;
};

QTEST_GUILESS_MAIN(TestChatFull)
#include "tst_chat_full.moc"
