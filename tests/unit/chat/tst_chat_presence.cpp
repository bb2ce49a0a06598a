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

QStringList names(const QJsonValue &people)
{
    QStringList all;
    const QJsonArray array = people.toArray();
    for (const QJsonValue &person : array)
        all.append(person.toObject().value("name"_L1).toString());
    all.sort();
    return all;
}

bool isPresence(const QJsonObject &object, const char *field, const QString &name)
{
    return type(object) == "presence"_L1 &&
           names(object.value(QLatin1StringView(field))).contains(name);
}

} // namespace

/// Who is in a room, who came and who went, as its members hear it.
class TestChatPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

    void whoSpeaksHasCome()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.gatherMs = 3'600'000; // so that nothing but a message ends the gathering
        ChatPlace place(limits);
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &bob = place.member(u"Bob"_s);
        place.member(u"Cleo"_s);
        for (const int cmid : {1, 2})
            QCOMPARE(type(place.ask(bob, ChatPlace::say(u"lobby"_s, u"hello"_s, cmid))), u"ack"_s);
        place.waitFor(ada, [](const QJsonObject &object) { return object.value("seq"_L1).toInt() == 2; });
        QStringList heard;
        for (const QJsonObject &object : ada.objects()) {
            if (const QString what = type(object); what == "presence"_L1 || what == "message"_L1)
                heard.append(what);
        }
        QCOMPARE(heard, (QStringList{u"presence"_s, u"message"_s, u"message"_s}));
        const QJsonObject presence = place.waitForType(ada, "presence");
        QVERIFY(isPresence(presence, "joined", u"Bob"_s));
        QVERIFY(isPresence(presence, "joined", u"Cleo"_s));
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

    void whoLooksOnHearsAllAndIsNotThere()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &wall = place.guest(u"Wall"_s);
        place.ask(ada, ChatPlace::say(u"lobby"_s, u"before"_s, 1));
        const QJsonObject joined = place.ask(wall, ChatPlace::observe(u"lobby"_s));
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
        place.ask(bob, ChatPlace::observe(u"lobby"_s));
        QTRY_VERIFY(isPresence(ada.objects().last(), "left", u"Bob"_s) ||
                    type(ada.objects().last()) == "room"_L1);
        QCOMPARE(code(place.ask(bob, ChatPlace::say(u"lobby"_s, u"no"_s, 1))), u"not_joined"_s);
        place.ask(bob, ChatPlace::join(u"lobby"_s));
        QCOMPARE(type(place.ask(bob, ChatPlace::say(u"lobby"_s, u"yes"_s, 2))), u"ack"_s);
        place.ask(bob, ChatPlace::observe(u"lobby"_s));
        QCOMPARE(type(place.ask(bob, ChatPlace::in("leave", u"lobby"_s))), u"left"_s);
        QCOMPARE(code(place.ask(bob, ChatPlace::in("history", u"lobby"_s))), u"not_joined"_s);
    }
};

QTEST_GUILESS_MAIN(TestChatPresence)
#include "tst_chat_presence.moc"
