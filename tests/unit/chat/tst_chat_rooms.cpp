// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/chat_place.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPlace;
using Test::code;
using Test::type;
using Testing::FakeClient;

namespace {

QJsonObject create(const QString &room, const QJsonObject &more = {})
{
    QJsonObject request = ChatPlace::in("create", room);
    for (auto field = more.begin(); field != more.end(); ++field)
        request.insert(field.key(), field.value());
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
        FakeClient &cem = place.guest(u"Cem"_s);
        QCOMPARE(type(place.ask(ada, ChatPlace::join(u"a"_s))), u"joined"_s);
        QCOMPARE(type(place.ask(ada, ChatPlace::join(u"b"_s))), u"joined"_s);
        QCOMPARE(type(place.ask(cem, ChatPlace::join(u"c"_s))), u"joined"_s);
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
        QCOMPARE(code(place.ask(bob, ChatPlace::join(u"den"_s, u"melon"_s))), u"password_wrong"_s);
        QCOMPARE(type(place.ask(bob, ChatPlace::join(u"den"_s, u"mellon"_s))), u"joined"_s);
        QCOMPARE(type(place.ask(bob, ChatPlace::join(u"den"_s))), u"joined"_s); // is in
    }

    void aSecondTryWhileTheFirstIsCheckedNeedsThePasswordToo()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        place.ask(ada, create(u"den"_s, {{u"password"_s, u"mellon"_s}}));
        QJsonObject wrong = ChatPlace::join(u"den"_s, u"melon"_s);
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
            QCOMPARE(code(place.ask(bob, ChatPlace::join(name, u"melon"_s))), u"room_not_found"_s);
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

    void whoLooksOnNeedsTheSecretToo()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        place.ask(ada, create(u"vault"_s, {{u"password"_s, u"sesame"_s}}));
        place.ask(ada, create(u"den"_s, {{u"password"_s, u"sesame"_s}, {u"hidden"_s, true}}));
        FakeClient &wall = place.guest(u"Wall"_s);
        QCOMPARE(code(place.ask(wall, ChatPlace::observe(u"vault"_s))), u"password_required"_s);
        QCOMPARE(code(place.ask(wall, ChatPlace::observe(u"den"_s))), u"room_not_found"_s);
        QCOMPARE(code(place.ask(wall, ChatPlace::observe(u"vault"_s, u"x"_s))), u"password_wrong"_s);
        QCOMPARE(type(place.ask(wall, ChatPlace::observe(u"den"_s, u"sesame"_s))), u"joined"_s);
    }
};

QTEST_GUILESS_MAIN(TestChatRooms)
#include "tst_chat_rooms.moc"
