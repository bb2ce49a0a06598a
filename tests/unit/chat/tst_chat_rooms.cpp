// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/chat_place.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPlace;
using Testing::FakeClient;

namespace {

QString type(const QJsonObject &answer)
{
    return answer.value("type"_L1).toString();
}
QString code(const QJsonObject &answer)
{
    return answer.value("code"_L1).toString();
}

QStringList names(const QJsonValue &people)
{
    QStringList all;
    const QJsonArray array = people.toArray();
    for (const QJsonValue &person : array)
        all.append(person.toObject().value("name"_L1).toString());
    all.sort();
    return all;
}

QJsonObject create(const QString &room, const QJsonObject &more = {})
{
    QJsonObject request = ChatPlace::in("create", room);
    for (auto field = more.begin(); field != more.end(); ++field)
        request.insert(field.key(), field.value());
    return request;
}

QJsonObject joinWith(const QString &room, const QString &password)
{
    QJsonObject request = ChatPlace::join(room);
    request.insert("password"_L1, password);
    return request;
}

QJsonObject observe(const QString &room, const QString &password = {})
{
    QJsonObject request = joinWith(room, password);
    request.insert("observe"_L1, true);
    return request;
}

QStringList roomNames(const QJsonObject &answer)
{
    QStringList all;
    const QJsonArray rooms = answer.value("rooms"_L1).toArray();
    for (const QJsonValue &room : rooms)
        all.append(room.toObject().value("room"_L1).toString());
    return all;
}

bool isPresence(const QJsonObject &object, const char *field, const QString &name)
{
    return type(object) == "presence"_L1 &&
           names(object.value(QLatin1StringView(field))).contains(name);
}

} // namespace

class TestChatRooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRoomIsMadeAndEverybodyHearsOfIt()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        const QJsonObject made = place.ask(ada, create(u"Tea"_s, {{u"title"_s, u"Tea corner"_s}}));
        QCOMPARE(type(made), u"created"_s);
        QCOMPARE(made.value("room"_L1).toObject().value("room"_L1).toString(), u"tea"_s);
        const QJsonObject event = place.waitForType(bob, "room").value("room"_L1).toObject();
        QCOMPARE(event.value("room"_L1).toString(), u"tea"_s);
        QCOMPARE(event.value("title"_L1).toString(), u"Tea corner"_s);
        QCOMPARE(event.value("members"_L1).toInt(), 0);
        QCOMPARE(roomNames(place.ask(bob, ChatPlace::request("rooms"))),
                 (QStringList{u"lobby"_s, u"tea"_s}));
        QTRY_VERIFY(place.tester.rooms().contains("tea"));
        QCOMPARE(place.tester.rooms().at("tea").title, u"Tea corner"_s);
    }

    void makingARoomAgainAnswersAsBeforeOnlyItsMaker()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        const QJsonObject made = place.ask(ada, create(u"tea"_s));
        const QJsonObject again = place.ask(ada, create(u"TEA"_s));
        QCOMPARE(again.value("room"_L1), made.value("room"_L1));
        QCOMPARE(code(place.ask(place.guest(u"Bob"_s), create(u"tea"_s))), u"room_taken"_s);
        QCOMPARE(code(place.ask(ada, create(u"lobby"_s))), u"room_taken"_s);
    }

    void twoWhoMakeTheSameRoomAtOnceMakeOne()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        QJsonObject request = create(u"tea"_s);
        request.insert("id"_L1, 1000);
        place.tester.send(ada, request);
        place.tester.send(bob, request);
        QCOMPARE(type(place.answer(ada, 1000)), u"created"_s);
        QCOMPARE(code(place.answer(bob, 1000)), u"room_taken"_s);
    }

    void badRoomsAreRefused()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        QCOMPARE(code(place.ask(ada, create(u"tea room"_s))), u"room_invalid"_s);
        QCOMPARE(code(place.ask(ada, create(u""_s))), u"room_invalid"_s);
        QCOMPARE(code(place.ask(ada, create(u"tea"_s, {{u"title"_s, QString(81, u'x')}}))),
                 u"bad_request"_s);
        QCOMPARE(code(place.ask(ada, ChatPlace::join(u"nowhere"_s))), u"room_not_found"_s);
    }

    void roomsAreBounded()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.roomsPerUser = 2;
        limits.rooms = 4;
        limits.roomsPerClient = 2;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        QCOMPARE(type(place.ask(ada, create(u"a"_s))), u"created"_s);
        QCOMPARE(type(place.ask(ada, create(u"b"_s))), u"created"_s);
        QCOMPARE(code(place.ask(ada, create(u"c"_s))), u"too_many_rooms"_s);
        QCOMPARE(type(place.ask(bob, create(u"c"_s))), u"created"_s);
        QCOMPARE(code(place.ask(bob, create(u"d"_s))), u"too_many_rooms"_s);
        QCOMPARE(type(place.ask(bob, ChatPlace::join(u"a"_s))), u"joined"_s);
        QCOMPARE(type(place.ask(bob, ChatPlace::join(u"b"_s))), u"joined"_s);
        QCOMPARE(code(place.ask(bob, ChatPlace::join(u"c"_s))), u"too_many_rooms"_s);
        QCOMPARE(type(place.ask(bob, ChatPlace::join(u"a"_s))), u"joined"_s);
    }

    void theFullestSessionFits()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        FakeClient &cem = place.guest(u"Cem"_s);
        for (int i = 0; i < 49; ++i) {
            FakeClient &maker = i < 20 ? ada : i < 40 ? bob : cem;
            QCOMPARE(type(place.ask(maker, create(u"r%1"_s.arg(i)))), u"created"_s);
            QCOMPARE(type(place.ask(ada, ChatPlace::join(u"r%1"_s.arg(i)))), u"joined"_s);
        }
        QCOMPARE(type(place.ask(ada, ChatPlace::join(u"lobby"_s))), u"joined"_s);
        QVERIFY(ada.session.size() < 1024);
    }

    void joiningTellsWhoIsThere()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        const QJsonObject joined = place.ask(bob, ChatPlace::join(u"Lobby"_s));
        QCOMPARE(joined.value("room"_L1).toString(), u"lobby"_s);
        QCOMPARE(joined.value("title"_L1).toString(), u"Lobby"_s);
        QCOMPARE(joined.value("first"_L1).toInt(), 1);
        QCOMPARE(joined.value("head"_L1).toInt(), 0);
        QCOMPARE(joined.value("recovered"_L1), QJsonValue(false));
        QCOMPARE(joined.value("more"_L1), QJsonValue(false));
        QCOMPARE(joined.value("messages"_L1), QJsonValue(QJsonArray()));
        QVERIFY(!joined.value("epoch"_L1).toString().isEmpty());
        QCOMPARE(names(joined.value("members"_L1)), (QStringList{u"Ada"_s, u"Bob"_s}));
        const QJsonObject presence = place.waitFor(
            ada, [](const QJsonObject &object) { return isPresence(object, "joined", u"Bob"_s); });
        QCOMPARE(presence.value("members"_L1).toInt(), 2);
        QTRY_VERIFY(place.tester.rooms().contains("lobby") &&
                    place.tester.rooms().at("lobby").members.size() == 2);
    }

    void presenceCountsUsersAndWaitsBeforeLeft()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &bob = place.tester.connect();
        const QString token =
            place.ask(bob, ChatPlace::hello(u"Bob"_s)).value("token"_L1).toString();
        place.ask(bob, ChatPlace::join(u"lobby"_s));
        FakeClient &bobsPhone = place.tester.connect();
        QJsonObject hello = ChatPlace::request("hello");
        hello.insert("protocol"_L1, 1);
        hello.insert("token"_L1, token);
        place.ask(bobsPhone, hello);
        QCOMPARE(names(place.ask(bobsPhone, ChatPlace::join(u"lobby"_s)).value("members"_L1)),
                 (QStringList{u"Ada"_s, u"Bob"_s}));
        place.tester.disconnect(bob);
        QCOMPARE(type(place.ask(bobsPhone, ChatPlace::in("leave", u"lobby"_s))), u"left"_s);
        // Nobody has left as long as the clock stands.
        QCOMPARE(names(place.ask(ada, ChatPlace::join(u"lobby"_s)).value("members"_L1)),
                 (QStringList{u"Ada"_s, u"Bob"_s}));
        place.clock.advance(60);
        const QJsonObject left = place.waitFor(
            ada, [](const QJsonObject &object) { return isPresence(object, "left", u"Bob"_s); });
        QCOMPARE(left.value("members"_L1).toInt(), 1);
        int joined = 0;
        for (const QJsonObject &object : ada.objects())
            joined += isPresence(object, "joined", u"Bob"_s);
        QCOMPARE(joined, 1);
    }

    void whoComesBackInTimeHasNotLeft()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &bob = place.member(u"Bob"_s);
        place.ask(bob, ChatPlace::in("leave", u"lobby"_s));
        place.ask(bob, ChatPlace::join(u"lobby"_s));
        place.clock.advance(1000);
        FakeClient &cem = place.member(u"Cem"_s); // whose coming is told after any leaving would be
        Q_UNUSED(cem)
        place.waitFor(
            ada, [](const QJsonObject &object) { return isPresence(object, "joined", u"Cem"_s); });
        for (const QJsonObject &object : ada.objects())
            QVERIFY(!isPresence(object, "left", u"Bob"_s));
    }

    void everybodyHearsHowManyThereAre()
    {
        ChatPlace place;
        FakeClient &outside = place.guest(u"Olga"_s);
        place.member(u"Ada"_s);
        place.member(u"Bob"_s);
        QVERIFY(
            !place
                 .waitFor(
                     outside,
                     [](const QJsonObject &object) {
                         return type(object) == "room"_L1 &&
                                object.value("room"_L1).toObject().value("members"_L1).toInt() == 2;
                     })
                 .isEmpty());
    }

    void leavingIsSafeToRepeat()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(type(place.ask(ada, ChatPlace::in("leave", u"lobby"_s))), u"left"_s);
        QCOMPARE(type(place.ask(ada, ChatPlace::in("leave", u"nowhere"_s))), u"left"_s);
        QCOMPARE(code(place.ask(ada, ChatPlace::say(u"lobby"_s, u"x"_s, 1))), u"not_joined"_s);
    }

    void whoLeavesWhileComingInIsOut()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        QJsonObject join = ChatPlace::join(u"lobby"_s);
        join.insert("id"_L1, 1000);
        place.tester.send(ada, join);
        QCOMPARE(type(place.ask(ada, ChatPlace::in("leave", u"lobby"_s))), u"left"_s);
        QCOMPARE(code(place.answer(ada, 1000)), u"not_joined"_s);
    }

    void aLockedRoomAsksForItsPassword()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        const QJsonObject made = place.ask(ada, create(u"den"_s, {{u"password"_s, u"mellon"_s}}));
        QCOMPARE(made.value("room"_L1).toObject().value("locked"_L1), QJsonValue(true));
        QCOMPARE(code(place.ask(bob, ChatPlace::join(u"den"_s))), u"password_required"_s);
        QCOMPARE(code(place.ask(bob, joinWith(u"den"_s, u"melon"_s))), u"password_wrong"_s);
        QCOMPARE(type(place.ask(bob, joinWith(u"den"_s, u"mellon"_s))), u"joined"_s);
        QCOMPARE(type(place.ask(bob, ChatPlace::join(u"den"_s))), u"joined"_s); // is in
    }

    void aSecondTryWhileTheFirstIsCheckedNeedsThePasswordToo()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        place.ask(ada, create(u"den"_s, {{u"password"_s, u"mellon"_s}}));
        QJsonObject wrong = joinWith(u"den"_s, u"melon"_s);
        wrong.insert("id"_L1, 1000);
        place.tester.send(bob, wrong);
        QCOMPARE(code(place.ask(bob, ChatPlace::join(u"den"_s))), u"password_required"_s);
        QCOMPARE(code(place.answer(bob, 1000)), u"password_wrong"_s);
    }

    void aHiddenRoomAndNoneAnswerAlike()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        place.ask(ada, create(u"den"_s, {{u"password"_s, u"mellon"_s}, {u"hidden"_s, true}}));
        place.ask(ada, create(u"nook"_s, {{u"hidden"_s, true}}));
        QCOMPARE(roomNames(place.ask(bob, ChatPlace::request("rooms"))), QStringList{u"lobby"_s});
        for (const char *room : {"den", "nowhere"}) {
            const QString name = QLatin1StringView(room);
            QCOMPARE(code(place.ask(bob, ChatPlace::join(name))), u"room_not_found"_s);
            QCOMPARE(code(place.ask(bob, joinWith(name, u"melon"_s))), u"room_not_found"_s);
            QCOMPARE(code(place.ask(bob, ChatPlace::say(name, u"x"_s, 1))), u"not_joined"_s);
            // Spelt otherwise, too, and in what is told besides.
            const QString loud = name.toUpper();
            for (const QJsonObject &request :
                 {ChatPlace::say(loud, u"x"_s, 1), ChatPlace::in("leave", loud)})
                QCOMPARE(place.ask(bob, request).value("room"_L1).toString(), name);
        }
        QCOMPARE(type(place.ask(bob, ChatPlace::join(u"nook"_s))), u"joined"_s);
        QCOMPARE(roomNames(place.ask(bob, ChatPlace::request("rooms"))),
                 (QStringList{u"lobby"_s, u"nook"_s}));
        QTRY_VERIFY(place.tester.rooms().contains("den")); // the operator sees it
        FakeClient &outside = place.guest(u"Olga"_s);
        place.member(u"Cem"_s); // whose coming is told to all, after what came before
        place.waitForType(outside, "room");
        for (const FakeClient *client : {&outside, &ada}) {
            for (const QByteArray &text : client->received)
                QVERIFY(!text.contains("\"nook\"") || client == &ada);
        }
    }

    void theOperatorSeesARoomWhoeverIsInIt()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        QTRY_VERIFY(place.tester.rooms().contains("lobby"));
        QTRY_COMPARE(place.tester.rooms().at("lobby").members, QList<ClientId>{ada.id});
        place.tester.disconnect(ada);
        FakeClient &bob = place.member(u"Bob"_s);
        QTRY_COMPARE(place.tester.rooms().at("lobby").members, QList<ClientId>{bob.id});
        QCOMPARE(place.tester.rooms().at("lobby").title, u"Lobby"_s);
    }

    void whoLooksOnHearsAllAndIsNotThere()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &wall = place.guest(u"Wall"_s);
        place.ask(ada, ChatPlace::say(u"lobby"_s, u"before"_s, 1));
        const QJsonObject joined = place.ask(wall, observe(u"lobby"_s));
        QCOMPARE(type(joined), u"joined"_s);
        QVERIFY(joined.value("observe"_L1).toBool());
        QCOMPARE(joined.value("messages"_L1).toArray().size(), 1);
        QCOMPARE(names(joined.value("members"_L1)), QStringList{u"Ada"_s});

        place.ask(ada, ChatPlace::say(u"lobby"_s, u"hello wall"_s, 2));
        QCOMPARE(place.waitForType(wall, "message").value("body"_L1).toString(), u"hello wall"_s);
        QCOMPARE(code(place.ask(wall, ChatPlace::say(u"lobby"_s, u"no"_s, 3))), u"not_joined"_s);
        QCOMPARE(type(place.ask(wall, ChatPlace::in("history", u"lobby"_s))), u"history"_s);
        QTRY_COMPARE(place.tester.rooms().at("lobby").members, QList<ClientId>{ada.id});

        // Everything that was told of who is there has come before Bob's coming is told.
        place.member(u"Bob"_s);
        QTRY_VERIFY(std::any_of(ada.received.cbegin(), ada.received.cend(),
                                [](const QByteArray &text) { return text.contains("Bob"); }));
        for (const QByteArray &text : std::as_const(ada.received))
            QVERIFY2(!text.contains("Wall"), text.constData());
    }

    void theLastJoinSaysHowOneIsThere()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &bob = place.member(u"Bob"_s);
        place.ask(bob, observe(u"lobby"_s));
        QTRY_VERIFY(isPresence(ada.objects().last(), "left", u"Bob"_s) ||
                    type(ada.objects().last()) == "room"_L1);
        QCOMPARE(code(place.ask(bob, ChatPlace::say(u"lobby"_s, u"no"_s, 1))), u"not_joined"_s);
        place.ask(bob, ChatPlace::join(u"lobby"_s));
        QCOMPARE(type(place.ask(bob, ChatPlace::say(u"lobby"_s, u"yes"_s, 2))), u"ack"_s);
        place.ask(bob, observe(u"lobby"_s));
        QCOMPARE(type(place.ask(bob, ChatPlace::in("leave", u"lobby"_s))), u"left"_s);
        QCOMPARE(code(place.ask(bob, ChatPlace::in("history", u"lobby"_s))), u"not_joined"_s);
    }

    void whoLooksOnNeedsTheSecretToo()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        place.ask(ada, create(u"vault"_s, {{u"password"_s, u"sesame"_s}}));
        place.ask(ada, create(u"den"_s, {{u"password"_s, u"sesame"_s}, {u"hidden"_s, true}}));
        FakeClient &wall = place.guest(u"Wall"_s);
        QCOMPARE(code(place.ask(wall, observe(u"vault"_s))), u"password_required"_s);
        QCOMPARE(code(place.ask(wall, observe(u"den"_s))), u"room_not_found"_s);
        QCOMPARE(code(place.ask(wall, observe(u"vault"_s, u"x"_s))), u"password_wrong"_s);
        QCOMPARE(type(place.ask(wall, observe(u"den"_s, u"sesame"_s))), u"joined"_s);
    }
};

QTEST_GUILESS_MAIN(TestChatRooms)
#include "tst_chat_rooms.moc"
