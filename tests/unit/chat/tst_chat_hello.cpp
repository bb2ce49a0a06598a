// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/chat_place.h"

#include <QtCore/qtemporaryfile.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPlace;
using Test::code;
using Test::type;
using Testing::FakeClient;

namespace {

QString userId(const QJsonObject &welcome)
{
    return welcome.value("you"_L1).toObject().value("id"_L1).toString();
}
QString userName(const QJsonObject &welcome)
{
    return welcome.value("you"_L1).toObject().value("name"_L1).toString();
}

QJsonObject tokenHello(const QString &token)
{
    QJsonObject hello = ChatPlace::request("hello");
    hello.insert("protocol"_L1, 1);
    hello.insert("token"_L1, token);
    return hello;
}

} // namespace

class TestChatHello : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGuestIsWelcomed()
    {
        ChatPlace place(ChatPlace::quickLimits(), {{u"place.name"_s, u"Tea House"_s}});
        FakeClient &ada = place.tester.connect();
        const QJsonObject welcome = place.ask(ada, ChatPlace::hello(u" Ada "_s));
        QCOMPARE(type(welcome), u"welcome"_s);
        QCOMPARE(welcome.value("protocol"_L1).toInt(), 1);
        QCOMPARE(userName(welcome), u"Ada"_s);
        QVERIFY(userId(welcome).startsWith(u"u_"_s));
        QCOMPARE(welcome.value("you"_L1).toObject().value("role"_L1).toString(), u"guest"_s);
        QCOMPARE(welcome.value("token"_L1).toString().size(), 64);
        QVERIFY(!welcome.value("epoch"_L1).toString().isEmpty());
        QCOMPARE(welcome.value("server"_L1).toObject().value("name"_L1).toString(), u"Tea House"_s);
        QCOMPARE(welcome.value("limits"_L1).toObject().value("body"_L1).toInt(), 4000);
        const QJsonArray rooms = welcome.value("rooms"_L1).toArray();
        QCOMPARE(rooms.size(), 1);
        const QJsonObject lobby{{u"room"_s, u"lobby"_s},
                                {u"title"_s, u"Lobby"_s},
                                {u"members"_s, 0},
                                {u"locked"_s, false},
                                {u"joined"_s, false}};
        QCOMPARE(rooms.first().toObject(), lobby);
        QTRY_COMPARE(place.tester.names().value(ada.id).name, u"Ada"_s);
        QCOMPARE(place.tester.names().value(ada.id).user, userId(welcome));
    }

    void aSecondHelloIsAnError()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        QCOMPARE(code(place.ask(ada, ChatPlace::hello(u"Bob"_s))), u"already_welcome"_s);
    }

    void aHelloRepeatedBeforeItsAnswerGetsThatOneAnswer()
    {
        ChatPlace place;
        FakeClient &ada = place.tester.connect();
        QJsonObject hello = ChatPlace::hello(u"Ada"_s);
        QJsonObject other = ChatPlace::hello(u"Bob"_s);
        hello.insert("id"_L1, u"mine"_s);
        other.insert("id"_L1, 8);
        for (const QJsonObject &each : {hello, hello, other})
            place.tester.send(ada, each);
        QCOMPARE(place.waitForType(ada, "welcome").value("re"_L1).toString(), u"mine"_s);
        // Behind all of them.
        QCOMPARE(type(place.ask(ada, ChatPlace::request("rooms"))), u"rooms"_s);
        const QJsonObject busy = place.waitForType(ada, "error");
        QCOMPARE(code(busy), u"busy"_s);
        QCOMPARE(busy.value("re"_L1).toInt(), 8);
        QVERIFY(busy.value("retry_ms"_L1).toInt() > 0);
        QCOMPARE(ada.received.size(), 3);
    }

    void nothingElseGoesBeforeHello()
    {
        ChatPlace place;
        FakeClient &client = place.tester.connect();
        QCOMPARE(code(place.ask(client, ChatPlace::join(u"lobby"_s))), u"no_hello"_s);
        QCOMPARE(code(place.ask(client, ChatPlace::say(u"lobby"_s, u"x"_s, 1))), u"no_hello"_s);
    }

    void hostileMessagesAreAnsweredAndHarmless()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        const auto answerTo = [&](QByteArrayView text) {
            ada.received.clear();
            place.tester.send(ada, text);
            return place.waitForType(ada, "error");
        };
        for (const char *text :
             {"", "{", "[]", "null", "\"x\"", R"({"type":"rooms"})", R"({"id":7})"})
            QCOMPARE(code(answerTo(text)), u"bad_request"_s);
        QCOMPARE(code(answerTo(QByteArray(20'000, '['))), u"bad_request"_s);
        QCOMPARE(code(answerTo(R"({"type":"fly","id":"a"})")), u"unknown_type"_s);
        QCOMPARE(answerTo(R"({"type":"fly","id":"a"})").value("re"_L1).toString(), u"a"_s);
        QVERIFY(answerTo(R"({"type":"fly"})").value("re"_L1).isNull());
        ada.received.clear();
        place.tester.sendBinary(ada, "\x01\x02");
        QCOMPARE(code(place.waitForType(ada, "error")), u"bad_request"_s);
        QCOMPARE(type(place.ask(ada, ChatPlace::request("rooms"))), u"rooms"_s);
    }

    void anotherProtocolVersionIsClosed()
    {
        ChatPlace place;
        FakeClient &client = place.tester.connect();
        QJsonObject hello = ChatPlace::hello(u"Ada"_s);
        hello.insert("protocol"_L1, 2);
        hello.insert("id"_L1, 1);
        place.tester.send(client, hello);
        QTRY_COMPARE(client.closedWith, 4406);
    }

    void whoSaysNoHelloIsClosed()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.helloMs = 100;
        ChatPlace place(limits);
        FakeClient &silent = place.tester.connect();
        FakeClient &ada = place.guest(u"Ada"_s);
        place.clock.advance(100);
        QTRY_COMPARE(silent.closedWith, 4401);
        QCOMPARE(ada.closedWith, 0);
    }

    void whoIsToldToSayHelloAgainHasTimeForIt()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.helloMs = 100;
        ChatPlace place(limits);
        FakeClient &client = place.tester.connect();
        FakeClient &silent = place.tester.connect();
        place.guest(u"Ada"_s); // by then both are known
        place.clock.advance(90);
        const QJsonObject hello{{"type"_L1, "hello"_L1}, {"protocol"_L1, 1}, {"token"_L1, "nobody's"_L1}};
        QCOMPARE(code(place.ask(client, hello)), u"token_invalid"_s);
        place.clock.advance(10);
        QTRY_COMPARE(silent.closedWith, 4401);
        QCOMPARE(client.closedWith, 0);
        place.clock.advance(90);
        QTRY_COMPARE(client.closedWith, 4401);
    }

    void takenAndInvalidNamesComeWithASuggestion()
    {
        ChatPlace place;
        place.guest(u"Ada"_s);
        FakeClient &other = place.tester.connect();
        QJsonObject answer = place.ask(other, ChatPlace::hello(u"ad\u0430"_s)); // a Cyrillic a
        QCOMPARE(code(answer), u"name_taken"_s);
        QVERIFY(answer.value("suggestion"_L1).toString().endsWith(u" 2"_s));
        answer = place.ask(other, ChatPlace::hello(u"\u202EAda"_s));
        QCOMPARE(code(answer), u"name_invalid"_s);
        QCOMPARE(answer.value("suggestion"_L1).toString(), u"Ada 2"_s);
        answer = place.ask(other, ChatPlace::hello(u" \u200B"_s)); // nothing to go by
        QCOMPARE(code(answer), u"name_invalid"_s);
        QVERIFY(answer.value("suggestion"_L1).toString().startsWith(u"Guest "_s));
        QCOMPARE(type(place.ask(other, ChatPlace::hello(u"Ada 2"_s))), u"welcome"_s);
    }

    void nobodyIsCalledLikeTheOperator()
    {
        ChatPlace place(ChatPlace::quickLimits(), {{u"place.name"_s, u"Tea House"_s}});
        FakeClient &client = place.tester.connect();
        QCOMPARE(code(place.ask(client, ChatPlace::hello(u"tea house"_s))), u"name_taken"_s);
    }

    void aNameIsHeldForTenMinutesAfterTheLastConnection()
    {
        ChatPlace place;
        FakeClient &first = place.tester.connect();
        const QString user = userId(place.ask(first, ChatPlace::hello(u"Ada"_s)));
        place.tester.disconnect(first);
        FakeClient &second = place.tester.connect();
        QCOMPARE(code(place.ask(second, ChatPlace::hello(u"Ada"_s))), u"name_taken"_s);
        place.clock.advance(600'000);
        const QJsonObject welcome = place.ask(second, ChatPlace::hello(u"Ada"_s));
        QCOMPARE(type(welcome), u"welcome"_s);
        QVERIFY(userId(welcome) != user);
    }

    void whoGoesBeforeBeingWelcomedLeavesTheNameFree()
    {
        ChatPlace place;
        FakeClient &hasty = place.tester.connect();
        place.tester.send(hasty, [] {
            QJsonObject hello = ChatPlace::hello(u"Ada"_s);
            hello.insert("id"_L1, 1);
            return hello;
        }());
        place.tester.disconnect(hasty);
        // Behind it in the line, so when this is answered that has been settled.
        place.guest(u"Bob"_s);
        QCOMPARE(type(place.ask(place.tester.connect(), ChatPlace::hello(u"Ada"_s))), u"welcome"_s);
    }

    void aTokenBringsTheSameUserBackOnSeveralConnections()
    {
        ChatPlace place;
        FakeClient &first = place.tester.connect();
        const QJsonObject welcome = place.ask(first, ChatPlace::hello(u"Ada"_s));
        const QString token = welcome.value("token"_L1).toString();
        FakeClient &second = place.tester.connect();
        const QJsonObject again = place.ask(second, tokenHello(token));
        QCOMPARE(type(again), u"welcome"_s);
        QCOMPARE(userId(again), userId(welcome));
        QCOMPARE(again.value("token"_L1).toString(), token);
        place.tester.disconnect(first);
        place.tester.disconnect(second);
        place.clock.advance(3'600'000);
        FakeClient &third = place.tester.connect();
        QCOMPARE(userId(place.ask(third, tokenHello(token))), userId(welcome));
    }

    void whoComesBackToATakenNameGetsAFreeOne()
    {
        ChatPlace place;
        FakeClient &first = place.tester.connect();
        const QJsonObject welcome = place.ask(first, ChatPlace::hello(u"Ada"_s));
        place.tester.disconnect(first);
        QTRY_VERIFY(first.closedWith);
        // The end must have reached the service before its ten minutes can pass.
        QCOMPARE(code(place.ask(place.tester.connect(), ChatPlace::hello(u"Ada"_s))),
                 u"name_taken"_s);
        place.clock.advance(600'000);
        place.guest(u"Ada"_s);
        FakeClient &back = place.tester.connect();
        const QJsonObject again = place.ask(back, tokenHello(welcome.value("token"_L1).toString()));
        QCOMPARE(userId(again), userId(welcome));
        QCOMPARE(userName(again), u"Ada 2"_s);
    }

    void anUnknownTokenMayBeFollowedByAName()
    {
        ChatPlace place;
        FakeClient &client = place.tester.connect();
        QCOMPARE(code(place.ask(client, tokenHello(QString(64, u'0')))), u"token_invalid"_s);
        QCOMPARE(code(place.ask(client, tokenHello(u""_s))), u"token_invalid"_s);
        QCOMPARE(type(place.ask(client, ChatPlace::hello(u"Ada"_s))), u"welcome"_s);
    }

    void tokensAreNotInTheDatabase()
    {
        ChatPlace place;
        FakeClient &ada = place.tester.connect();
        const QString token =
            place.ask(ada, ChatPlace::hello(u"Ada"_s)).value("token"_L1).toString();
        for (const QString &suffix : {u""_s, u"-wal"_s}) {
            QFile file(place.databasePath() + suffix);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            QVERIFY(!content.contains(token.toLatin1()));
            QVERIFY(!content.contains(QByteArray::fromHex(token.toLatin1())));
        }
    }

    void accountsAreNotHereYet()
    {
        ChatPlace place;
        QJsonObject hello = ChatPlace::hello(u"Ada"_s);
        hello.insert("password"_L1, u"secret"_s);
        QCOMPARE(code(place.ask(place.tester.connect(), hello)), u"login_failed"_s);
    }

    void aPlaceWithAPasswordAsksForIt()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(" open sesame \t\r\n"); // nobody sees blanks at its ends
        file.close();
        ChatPlace place(ChatPlace::quickLimits(), {{u"access.password_file"_s, file.fileName()}});
        FakeClient &client = place.tester.connect();
        QCOMPARE(code(place.ask(client, ChatPlace::hello(u"Ada"_s))), u"access_required"_s);
        QJsonObject hello = ChatPlace::hello(u"Ada"_s);
        hello.insert("access"_L1, u"open barley"_s);
        QCOMPARE(code(place.ask(client, hello)), u"access_required"_s);
        hello.insert("access"_L1, u"open sesame"_s);
        QCOMPARE(type(place.ask(client, hello)), u"welcome"_s);
    }

    void guessingIsSlow()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("open sesame");
        file.close();
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.guessBurst = 3;
        ChatPlace place(limits, {{u"access.password_file"_s, file.fileName()}});
        QJsonObject hello = ChatPlace::hello(u"Ada"_s);
        hello.insert("access"_L1, u"open barley"_s);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(code(place.ask(place.tester.connect(), hello)), u"access_required"_s);
        const QJsonObject refusal = place.ask(place.tester.connect(), hello);
        QCOMPARE(code(refusal), u"rate"_s);
        QVERIFY(refusal.value("retry_ms"_L1).toInt() > 0);
        place.clock.advance(refusal.value("retry_ms"_L1).toInt());
        hello.insert("access"_L1, u"open sesame"_s);
        QCOMPARE(type(place.ask(place.tester.connect(), hello)), u"welcome"_s);
    }

    void aPlaceWhosePasswordCannotBeReadStaysShut()
    {
        ChatPlace place(ChatPlace::quickLimits(),
                        {{u"access.password_file"_s, u"/nowhere/at/all"_s}});
        QTRY_VERIFY(place.tester.failure().contains(u"/nowhere/at/all"_s));
        QVERIFY(!place.tester.ready());
    }
};

QTEST_GUILESS_MAIN(TestChatHello)
#include "tst_chat_hello.moc"
