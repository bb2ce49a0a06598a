// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/chat_place.h"
#include "support/sqlite_file.h"

#include <QtCore/qcbormap.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPlace;
using Test::code;
using Test::type;
using Testing::FakeClient;

namespace {

QJsonObject you(const QJsonObject &welcome)
{
    return welcome.value("you"_L1).toObject();
}

/// What the client got since the restart, once that is there.
QList<QJsonObject> afterRestart(ChatPlace &place, const QList<FakeClient *> &clients)
{
    for (FakeClient *client : clients)
        client->received.clear();
    place.restart();
    for (FakeClient *client : clients)
        place.waitForType(*client, "resumed");
    return clients.first()->objects();
}

} // namespace

class TestChatRestart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyoneIsToldFirstAndIsStillThere()
    {
        ChatPlace place(ChatPlace::quickLimits(), {}, 2);
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &bob = place.member(u"Bob"_s, u"lobby"_s, 2);
        FakeClient &shy = place.guest(u"Shy"_s);
        FakeClient &fresh = place.tester.connect();
        for (int i = 1; i <= 3; ++i)
            place.ask(ada, ChatPlace::say(u"lobby"_s, u"x"_s, i));
        afterRestart(place, {&ada, &bob, &shy, &fresh});
        const QJsonObject heads{{u"lobby"_s, 3}};
        QCOMPARE(type(ada.objects().first()), u"resumed"_s);
        QCOMPARE(ada.objects().first().value("rooms"_L1).toObject(), heads);
        QCOMPARE(bob.objects().first().value("rooms"_L1).toObject(), heads);
        QCOMPARE(shy.objects().first().value("rooms"_L1).toObject(), QJsonObject());
        QCOMPARE(fresh.objects().first().value("rooms"_L1).toObject(), QJsonObject());
        const QJsonObject ack = place.ask(bob, ChatPlace::say(u"lobby"_s, u"still here"_s, 1));
        QCOMPARE(ack.value("seq"_L1).toInt(), 4);
        QCOMPARE(place.waitForType(ada, "message").value("seq"_L1).toInt(), 4);
        QCOMPARE(type(place.ask(fresh, ChatPlace::hello(u"Finn"_s))), u"welcome"_s);
    }

    void whoLookedOnStillDoes()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &wall = place.guest(u"Wall"_s);
        QJsonObject observe = ChatPlace::join(u"lobby"_s);
        observe.insert("observe"_L1, true);
        place.ask(wall, observe);
        place.ask(ada, ChatPlace::say(u"lobby"_s, u"one"_s, 1));
        const QList<QJsonObject> seen = afterRestart(place, {&wall, &ada});
        QCOMPARE(seen.first().value("rooms"_L1).toObject(), (QJsonObject{{u"lobby"_s, 1}}));
        place.ask(ada, ChatPlace::say(u"lobby"_s, u"two"_s, 2));
        QCOMPARE(place.waitForType(wall, "message").value("seq"_L1).toInt(), 2);
        const QJsonObject now = place.waitForType(ada, "presence");
        QCOMPARE(now.value("now"_L1).toArray().size(), 1);
        QTRY_VERIFY(place.tester.rooms().contains("lobby"));
        QTRY_COMPARE(place.tester.rooms().at("lobby").members, QList<ClientId>{ada.id});
    }

    void aRepeatedMessageGetsItsAck()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        const QJsonObject request = ChatPlace::say(u"lobby"_s, u"once"_s, 1);
        QJsonObject ack = place.ask(ada, request);
        place.clock.advance(5000);
        afterRestart(place, {&ada});
        QJsonObject again = place.ask(ada, request);
        ack.remove("re"_L1);
        again.remove("re"_L1);
        QCOMPARE(again, ack);
    }

    void aWelcomeThatWasLostComesAgain()
    {
        ChatPlace place;
        FakeClient &ada = place.tester.connect();
        QJsonObject welcome = place.ask(ada, ChatPlace::hello(u"Ada"_s));
        afterRestart(place, {&ada});
        QJsonObject again = place.ask(ada, ChatPlace::hello(u"Ada"_s));
        welcome.remove("re"_L1);
        again.remove("re"_L1);
        QCOMPARE(again, welcome);
        QCOMPARE(code(place.ask(ada, ChatPlace::hello(u"Ada"_s))), u"already_welcome"_s);
    }

    void aGuestWhoWasMadeButNeverToldIsMadeOnce()
    {
        ChatPlace place;
        FakeClient &ada = place.tester.connect();
        const QJsonObject welcome = place.ask(ada, ChatPlace::hello(u"Ada"_s));
        ada.session.clear(); // as when the process died right after its commit
        afterRestart(place, {&ada});
        const QJsonObject again = place.ask(ada, ChatPlace::hello(u"Ada"_s));
        QCOMPARE(you(again), you(welcome));
        QVERIFY(again.value("token"_L1) != welcome.value("token"_L1));
        FakeClient &other = place.tester.connect();
        QJsonObject hello = ChatPlace::hello(u""_s);
        hello.insert("token"_L1, again.value("token"_L1));
        QCOMPARE(you(place.ask(other, hello)), you(welcome));
        hello.insert("token"_L1, welcome.value("token"_L1));
        QCOMPARE(code(place.ask(place.tester.connect(), hello)), u"token_invalid"_s);
    }

    void nobodyElseGetsThatGuest()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &eve = place.tester.connect();
        ada.session.clear();
        afterRestart(place, {&ada, &eve});
        QCOMPARE(code(place.ask(eve, ChatPlace::hello(u"Ada"_s))), u"name_taken"_s);
    }

    void tokensAndRoomsSurviveWithoutAnyClient()
    {
        ChatPlace place;
        FakeClient &ada = place.tester.connect();
        const QJsonObject welcome = place.ask(ada, ChatPlace::hello(u"Ada"_s));
        QJsonObject create = ChatPlace::in("create", u"tea"_s);
        create.insert("password"_L1, u"mellon"_s);
        place.ask(ada, create);
        ada.closedWith = 1006; // gone together with the server
        place.restart();
        FakeClient &back = place.tester.connect();
        // Whoever was here at the end keeps the name for a while after the start.
        QCOMPARE(code(place.ask(back, ChatPlace::hello(u"Ada"_s))), u"name_taken"_s);
        QJsonObject hello = ChatPlace::request("hello");
        hello.insert("protocol"_L1, 1);
        hello.insert("token"_L1, welcome.value("token"_L1));
        const QJsonObject again = place.ask(back, hello);
        QCOMPARE(you(again), you(welcome));
        QCOMPARE(again.value("epoch"_L1), welcome.value("epoch"_L1));
        QCOMPARE(again.value("rooms"_L1).toArray().size(), 2);
        QCOMPARE(code(place.ask(back, ChatPlace::join(u"tea"_s))), u"password_required"_s);
        QCOMPARE(type(place.ask(back, create)), u"created"_s); // by the same creator
    }

    void aNameOfSomebodyLostWithTheProcessIsFreeLater()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        ada.closedWith = 1006;
        place.restart();
        FakeClient &other = place.tester.connect();
        QCOMPARE(code(place.ask(other, ChatPlace::hello(u"Ada"_s))), u"name_taken"_s);
        place.clock.advance(600'000);
        QCOMPARE(type(place.ask(other, ChatPlace::hello(u"Ada"_s))), u"welcome"_s);
    }

    void aRestartNeitherLengthensNorShortensTheTenMinutes()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        place.tester.disconnect(ada);
        place.guest(u"Cem"_s); // behind it in the line: it is written that Ada went
        place.clock.advance(360'000);
        for (int i = 0; i < 2; ++i) { // each says anew who is not there
            afterRestart(place, {&bob});
            QCOMPARE(code(place.ask(place.tester.connect(), ChatPlace::hello(u"Ada"_s))),
                     u"name_taken"_s);
            place.clock.advance(120'000);
        }
        QCOMPARE(type(place.ask(place.tester.connect(), ChatPlace::hello(u"Ada"_s))), u"welcome"_s);
        QCOMPARE(code(place.ask(place.tester.connect(), ChatPlace::hello(u"Bob"_s))),
                 u"name_taken"_s);
    }

    void whoseNameTheOperatorTookGetsAnother_data()
    {
        QTest::addColumn<bool>("stays");
        QTest::newRow("comes back") << false;
        QTest::newRow("was here all the time") << true;
    }
    void whoseNameTheOperatorTookGetsAnother()
    {
        QFETCH(const bool, stays);
        ChatPlace place(ChatPlace::quickLimits(), {{u"place.name"_s, u"Tea House"_s}});
        FakeClient &ada = place.tester.connect();
        QJsonObject hello = ChatPlace::hello(u""_s);
        hello.insert("token"_L1, place.ask(ada, ChatPlace::hello(u"Ada"_s)).value("token"_L1));
        { // as when the place had another name until then
            Test::SqliteFile file(place.databasePath(), Test::SqliteFile::Mode::Write);
            QVERIFY(file.raw().execute(u"UPDATE users SET name = 'Tea house'"_s).ok());
        }
        if (stays) {
            afterRestart(place, {&ada});
            QTRY_COMPARE(place.tester.names().value(ada.id).name, u"Tea house 2"_s);
        } else {
            ada.closedWith = 1006;
            place.restart();
        }
        const QJsonObject again = place.ask(place.tester.connect(), hello);
        QCOMPARE(you(again).value("name"_L1).toString(), u"Tea house 2"_s);
        place.guest(u"Bob"_s); // behind it in the line: the name has been written
        Test::SqliteFile file(place.databasePath());
        const auto rows = file.connection().query("SELECT name FROM users ORDER BY id");
        QCOMPARE(rows->first().text(0), u"Tea house 2"_s);
    }

    void theNameIsOfWhoIsHereNotOfWhoWas()
    {
        ChatPlace place;
        FakeClient &gone = place.guest(u"Gone"_s);
        FakeClient &ada = place.guest(u"Ada"_s);
        place.tester.disconnect(gone);
        place.guest(u"Bob"_s); // behind it in the line: it is written that the first went
        { // as when so many had gone that the first one's name was given to the next
            Test::SqliteFile file(place.databasePath(), Test::SqliteFile::Mode::Write);
            QVERIFY(
                file.raw().execute(u"UPDATE users SET name = 'Ada' WHERE name = 'Gone'"_s).ok());
        }
        afterRestart(place, {&ada});
        QCOMPARE(you(place.ask(ada, ChatPlace::hello(u"Ada"_s))).value("name"_L1).toString(),
                 u"Ada"_s);
    }

    void theWholeListTellsWhoIsStillThere()
    {
        ChatPlace place(ChatPlace::quickLimits(), {}, 2);
        FakeClient &ada = place.member(u"Ada"_s);
        place.member(u"Bob"_s, u"lobby"_s, 2);
        FakeClient &gone = place.member(u"Gone"_s);
        gone.closedWith = 1006; // unnoticed by the old process
        afterRestart(place, {&ada});
        const QJsonObject presence = place.waitForType(ada, "presence");
        const QJsonArray now = presence.value("now"_L1).toArray();
        QCOMPARE(now.size(), 2);
        QCOMPARE(now.at(0).toObject().value("name"_L1).toString(), u"Ada"_s);
        QCOMPARE(now.at(1).toObject().value("name"_L1).toString(), u"Bob"_s);
        QCOMPARE(presence.value("members"_L1).toInt(), 2);
        QCOMPARE(presence.value("left"_L1).toArray().size(), 0);
        for (const QJsonObject &object : ada.objects())
            QVERIFY(type(object) != u"presence"_s || object == presence);
    }

    void aRoomThatEmptiedMeanwhileIsToldToo()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        place.ask(ada, ChatPlace::in("create", u"tea"_s));
        FakeClient &gone = place.member(u"Gone"_s, u"tea"_s);
        FakeClient &wall = place.guest(u"Wall"_s);
        QJsonObject observe = ChatPlace::join(u"tea"_s);
        observe.insert("observe"_L1, true);
        QCOMPARE(place.ask(wall, observe).value("members"_L1).toArray().size(), 1);
        gone.closedWith = 1006; // unnoticed by the old process
        afterRestart(place, {&ada, &wall});
        const QJsonObject told = place.waitFor(ada, [](const QJsonObject &object) {
            return object.value("room"_L1)["room"_L1].toString() == "tea"_L1;
        });
        QCOMPARE(type(told), u"room"_s);
        QCOMPARE(told.value("room"_L1)["members"_L1].toInt(-1), 0);
        const QJsonObject presence = place.waitForType(wall, "presence");
        QCOMPARE(presence.value("members"_L1).toInt(-1), 0);
        QCOMPARE(presence.value("now"_L1), QJsonValue(QJsonArray()));
    }

    void somebodyTheDatabaseLostStartsAfresh()
    {
        ChatPlace place;
        FakeClient &ada = place.tester.connect();
        place.ask(ada, ChatPlace::hello(u"Ada"_s));
        QCborMap session = QCborValue::fromCbor(ada.session).toMap();
        QCborMap state = session.value("s"_L1).toMap(); // as SessionService keeps it
        state.insert("user"_L1, 4711);
        session.insert("s"_L1, state);
        ada.session = session.toCborValue().toCbor();
        place.restart();
        QTRY_COMPARE(ada.closedWith, 4002);
    }

    void aSpoiltSessionIsNone_data()
    {
        QTest::addColumn<QByteArray>("session");
        QTest::newRow("no CBOR") << QByteArray("\xff\xff");
        QTest::newRow("no map") << QCborValue(7).toCbor();
        const auto state = [](const QCborMap &map) {
            return QCborMap{{"s"_L1, map}}.toCborValue().toCbor(); // as SessionService keeps it
        };
        QTest::newRow("no user") << state({{"token"_L1, "x"_L1}});
        QTest::newRow("the operator") << state({{"user"_L1, 0}, {"token"_L1, "x"_L1}});
    }
    void aSpoiltSessionIsNone()
    {
        QFETCH(const QByteArray, session);
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        ada.session = session;
        afterRestart(place, {&ada});
        QCOMPARE(code(place.ask(ada, ChatPlace::join(u"lobby"_s))), u"no_hello"_s);
    }

    void aNewerDatabaseIsRefused()
    {
        ChatPlace place;
        place.guest(u"Ada"_s).closedWith = 1006;
        {
            Test::SqliteFile file(place.databasePath(), Test::SqliteFile::Mode::Write);
            QVERIFY(file.raw().execute(u"PRAGMA user_version = 99"_s).ok());
        }
        place.restart();
        QTRY_VERIFY(place.tester.failure().contains(u"newer program"_s));
    }
};

QTEST_GUILESS_MAIN(TestChatRestart)
#include "tst_chat_restart.moc"
