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

qint64 seq(const QJsonObject &object)
{
    return object.value("seq"_L1).toInteger();
}

QList<QJsonObject> messages(const FakeClient &client)
{
    QList<QJsonObject> all = client.objects();
    all.removeIf([](const QJsonObject &object) { return type(object) != "message"_L1; });
    return all;
}

QList<qint64> seqs(const QJsonObject &page)
{
    QList<qint64> all;
    const QJsonArray array = page.value("messages"_L1).toArray();
    for (const QJsonValue &message : array)
        all.append(seq(message.toObject()));
    return all;
}

QList<qint64> range(qint64 first, qint64 last)
{
    QList<qint64> all;
    for (qint64 i = first; i <= last; ++i)
        all.append(i);
    return all;
}

} // namespace

class TestChatMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsAcknowledgedThenPublished()
    {
        ChatPlace place(ChatPlace::quickLimits(), {}, 2);
        FakeClient &ada = place.member(u"Ada"_s, u"lobby"_s, 1);
        FakeClient &bob = place.member(u"Bob"_s, u"lobby"_s, 2);
        QJsonObject request = ChatPlace::say(u"lobby"_s, u"hello \U0001F642"_s, 1);
        const QJsonObject ack = place.ask(ada, request);
        QCOMPARE(type(ack), u"ack"_s);
        QCOMPARE(seq(ack), 1);
        QCOMPARE(ack.value("room"_L1).toString(), u"lobby"_s);
        QCOMPARE(ack.value("cmid"_L1).toString(), ChatPlace::cmidText(1));
        QTRY_COMPARE(messages(bob).size(), 1);
        const QJsonObject message = messages(bob).first();
        QCOMPARE(seq(message), 1);
        QCOMPARE(message.value("body"_L1), request.value("body"_L1));
        QCOMPARE(message.value("ts"_L1), ack.value("ts"_L1));
        QCOMPARE(message.value("from"_L1).toObject().value("name"_L1).toString(), u"Ada"_s);
        QVERIFY(!message.contains("reply_to"_L1));
        QTRY_COMPARE(messages(ada).size(), 1);
        QVERIFY(ada.objects().indexOf(ack) < ada.objects().indexOf(messages(ada).first()));
    }

    void repliesNameAMessageThatIsThere()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        QJsonObject reply = ChatPlace::say(u"lobby"_s, u"yes"_s, 2);
        reply.insert("reply_to"_L1, 1);
        QCOMPARE(code(place.ask(ada, reply)), u"bad_request"_s);
        place.ask(ada, ChatPlace::say(u"lobby"_s, u"well?"_s, 1));
        QTRY_COMPARE(messages(ada).size(), 1);
        QCOMPARE(type(place.ask(ada, reply)), u"ack"_s);
        QTRY_COMPARE(messages(ada).size(), 2);
        QCOMPARE(messages(ada).last().value("reply_to"_L1).toInt(), 1);
    }

    void aRepetitionGetsTheOriginalAckAndMakesNoSecondMessage()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        QJsonObject ack = place.ask(ada, ChatPlace::say(u"lobby"_s, u"once"_s, 1));
        place.clock.advance(5000);
        QJsonObject again = place.ask(ada, ChatPlace::say(u"lobby"_s, u"once"_s, 1));
        ack.remove("re"_L1);
        again.remove("re"_L1);
        QCOMPARE(again, ack);
        QCOMPARE(code(place.ask(ada, ChatPlace::say(u"lobby"_s, u"twice"_s, 1))), u"conflict"_s);
        QCOMPARE(seq(place.ask(ada, ChatPlace::say(u"lobby"_s, u"next"_s, 2))), 2);
        QTRY_COMPARE(messages(ada).size(), 2);
    }

    void aRepetitionIsKnownWhateverItsCharacters_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("told");
        QTest::newRow("byte-order mark") << u"\uFEFF\uFEFFhello"_s << u"hello"_s;
        QTest::newRow("the wrong way round") << QChar(0xfffe) + u"hi"_s << u"\uFFFDhi"_s;
        QTest::newRow("noncharacter") << u"a"_s + QChar(0xffff) + u"b"_s << u"a\uFFFDb"_s;
    }
    void aRepetitionIsKnownWhateverItsCharacters()
    {
        QFETCH(const QString, body);
        QFETCH(const QString, told);
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        // Escaped: JSON's reader may leave out a mark that is not.
        QByteArray request = "{\"type\":\"send\",\"room\":\"lobby\",\"cmid\":\"" +
                             ChatPlace::cmidText(1).toUtf8() + "\",\"body\":\"";
        for (const QChar unit : body)
            request += "\\u" + QByteArray::number(unit.unicode(), 16).rightJustified(4, '0');
        for (const char *id : {"1000", "1001"}) {
            place.tester.send(ada, request + "\",\"id\":" + id + '}');
            QCOMPARE(seq(place.answer(ada, QByteArray(id).toInt())), 1);
        }
        QCOMPARE(messages(ada).size(), 1);
        QCOMPARE(messages(ada).first().value("body"_L1).toString(), told);
        const QJsonObject history = place.ask(ada, ChatPlace::in("history", u"lobby"_s));
        QCOMPARE(history.value("messages"_L1)[0]["body"_L1].toString(), told);
    }

    void twoAtOnceWithOneCmidMakeOneMessage()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        QJsonObject request = ChatPlace::say(u"lobby"_s, u"once"_s, 1);
        for (const int id : {1000, 1001}) {
            request.insert("id"_L1, id);
            place.tester.send(ada, request);
        }
        QCOMPARE(seq(place.answer(ada, 1000)), 1);
        QCOMPARE(seq(place.answer(ada, 1001)), 1);
        QCOMPARE(messages(ada).size(), 1);
    }

    void whatIsTooLongOrNotJoinedIsRefused()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        const QString longest = u"\U0001F642"_s.repeated(4000);
        QCOMPARE(type(place.ask(ada, ChatPlace::say(u"lobby"_s, longest, 1))), u"ack"_s);
        const QJsonObject nack = place.ask(ada, ChatPlace::say(u"lobby"_s, longest + u'x', 2));
        QCOMPARE(type(nack), u"nack"_s);
        QCOMPARE(code(nack), u"too_long"_s);
        QCOMPARE(nack.value("cmid"_L1).toString(), ChatPlace::cmidText(2));
        QCOMPARE(code(place.ask(ada, ChatPlace::say(u"tea"_s, u"x"_s, 3))), u"not_joined"_s);
        QCOMPARE(code(place.ask(ada, ChatPlace::in("history", u"tea"_s))), u"not_joined"_s);
    }

    void aUserHasARate()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.messageBurst = 3;
        limits.messageRate = 10;
        ChatPlace place(limits);
        FakeClient &ada = place.member(u"Ada"_s);
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(type(place.ask(ada, ChatPlace::say(u"lobby"_s, u"x"_s, i))), u"ack"_s);
        const QJsonObject nack = place.ask(ada, ChatPlace::say(u"lobby"_s, u"x"_s, 4));
        QCOMPARE(code(nack), u"rate"_s);
        QVERIFY(nack.value("retry_ms"_L1).toInt() > 0);
        place.clock.advance(nack.value("retry_ms"_L1).toInt());
        QCOMPARE(type(place.ask(ada, ChatPlace::say(u"lobby"_s, u"x"_s, 4))), u"ack"_s);
    }

    void requestsHaveARateToo()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.requestBurst = 2;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        QCOMPARE(type(place.ask(ada, ChatPlace::request("rooms"))), u"rooms"_s);
        QCOMPARE(type(place.ask(ada, ChatPlace::request("rooms"))), u"rooms"_s);
        QCOMPARE(code(place.ask(ada, ChatPlace::request("rooms"))), u"rate"_s);
    }

    void historyGoesBothWays()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        sayMany(place, ada, 1, 130);
        QJsonObject request = ChatPlace::in("history", u"lobby"_s);
        QCOMPARE(seqs(place.ask(ada, request)), range(81, 130));
        request.insert("before"_L1, 100);
        request.insert("limit"_L1, 10);
        QJsonObject page = place.ask(ada, request);
        QCOMPARE(seqs(page), range(90, 99));
        QCOMPARE(page.value("more"_L1), QJsonValue(true));
        request.remove("before"_L1);
        request.insert("after"_L1, 20);
        request.insert("limit"_L1, 1000);
        page = place.ask(ada, request);
        QCOMPARE(seqs(page), range(21, 120));
        QCOMPARE(page.value("more"_L1), QJsonValue(true));
        request.insert("after"_L1, 120);
        page = place.ask(ada, request);
        QCOMPARE(seqs(page), range(121, 130));
        QCOMPARE(page.value("more"_L1), QJsonValue(false));
    }

    void joiningBringsTheNewestOrWhatWasMissed()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        sayMany(place, ada, 1, 160);
        FakeClient &bob = place.guest(u"Bob"_s);
        QJsonObject joined = place.ask(bob, ChatPlace::join(u"lobby"_s));
        QCOMPARE(seqs(joined), range(111, 160));
        QCOMPARE(joined.value("head"_L1).toInt(), 160);
        QCOMPARE(joined.value("recovered"_L1), QJsonValue(false));
        QCOMPARE(joined.value("more"_L1), QJsonValue(false));

        QJsonObject request = ChatPlace::join(u"lobby"_s);
        request.insert("epoch"_L1, joined.value("epoch"_L1));
        request.insert("after"_L1, 150);
        joined = place.ask(bob, request);
        QCOMPARE(joined.value("recovered"_L1), QJsonValue(true));
        QCOMPARE(joined.value("more"_L1), QJsonValue(false));
        QCOMPARE(seqs(joined), range(151, 160));

        request.insert("after"_L1, 10);
        joined = place.ask(bob, request);
        QCOMPARE(joined.value("recovered"_L1), QJsonValue(true));
        QCOMPARE(joined.value("more"_L1), QJsonValue(true));
        QCOMPARE(seqs(joined), range(11, 110));

        request.insert("after"_L1, 161); // beyond the head
        QCOMPARE(place.ask(bob, request).value("recovered"_L1), QJsonValue(false));
        request.insert("after"_L1, 150);
        request.insert("epoch"_L1, u"another"_s);
        joined = place.ask(bob, request);
        QCOMPARE(joined.value("recovered"_L1), QJsonValue(false));
        QCOMPARE(seqs(joined), range(111, 160));
        request.remove("epoch"_L1);
        QCOMPARE(place.ask(bob, request).value("recovered"_L1), QJsonValue(false));
    }

    void afterJoinedComeExactlyTheLaterOnes()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        QList<FakeClient *> others;
        for (int i = 0; i < 20; ++i)
            others.append(&place.guest(u"Guest number %1"_s.arg(i)));
        // Joins right between messages that are under way.
        int cmid = 0;
        for (FakeClient *other : std::as_const(others)) {
            for (int i = 0; i < 7; ++i)
                sendOne(place, ada, ++cmid);
            QJsonObject join = ChatPlace::join(u"lobby"_s);
            join.insert("id"_L1, 5000);
            place.tester.send(*other, join);
        }
        for (int i = 0; i < 7; ++i)
            sendOne(place, ada, ++cmid);
        for (FakeClient *other : std::as_const(others)) {
            const QJsonObject joined = place.answer(*other, 5000);
            const qint64 head = joined.value("head"_L1).toInteger();
            QCOMPARE(seqs(joined), range(qMax<qint64>(1, head - 49), head));
            QTRY_COMPARE(messages(*other).size(), cmid - head);
            for (qsizetype i = 0; i < messages(*other).size(); ++i)
                QCOMPARE(seq(messages(*other).at(i)), head + 1 + i);
            const QList<QJsonObject> all = other->objects();
            const auto first =
                std::find_if(all.cbegin(), all.cend(), [](const QJsonObject &object) {
                    return type(object) == "message"_L1;
                });
            QVERIFY(std::find(all.cbegin(), first, joined) != first);
        }
    }

    void theOperatorSpeaks()
    {
        ChatPlace place(ChatPlace::quickLimits(), {{u"place.name"_s, u"Tea House"_s}});
        FakeClient &ada = place.member(u"Ada"_s);
        place.tester.command(u"say"_s, {{u"room"_s, u"Lobby"_s}, {u"text"_s, u"Closing soon"_s}});
        QTRY_COMPARE(place.tester.answers().size(), 1);
        QVERIFY(place.tester.answers().last().error.isEmpty());
        QTRY_COMPARE(messages(ada).size(), 1);
        QCOMPARE(messages(ada).first().value("body"_L1).toString(), u"Closing soon"_s);
        const QJsonObject from{{u"id"_s, u"u_operator"_s}, {u"name"_s, u"Tea House"_s}};
        QCOMPARE(messages(ada).first().value("from"_L1).toObject(), from);

        place.tester.command(u"say"_s, {{u"room"_s, u"nowhere"_s}, {u"text"_s, u"x"_s}});
        QTRY_COMPARE(place.tester.answers().size(), 2);
        QCOMPARE(place.tester.answers().last().error, u"not_found"_s);
        place.tester.command(u"say"_s, {{u"room"_s, u"lobby"_s}});
        QTRY_COMPARE(place.tester.answers().size(), 3);
        QCOMPARE(place.tester.answers().last().error, u"bad_request"_s);
        place.tester.command(u"dance"_s, {});
        QTRY_COMPARE(place.tester.answers().size(), 4);
        QCOMPARE(place.tester.answers().last().error, u"not_found"_s);
    }

    void stoppingFinishesWhatIsUnderWay()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        for (int i = 1; i <= 30; ++i)
            sendOne(place, ada, i);
        QTRY_VERIFY(!ada.received.isEmpty());
        QCOMPARE(type(place.answer(ada, 10'001)), u"ack"_s); // so all have reached the service
        place.tester.stop();
        QTRY_VERIFY(place.tester.stopped());
        QTRY_COMPARE(messages(ada).size(), 30);
    }

private:
    static void sendOne(ChatPlace &place, FakeClient &client, int number)
    {
        QJsonObject request = ChatPlace::say(u"lobby"_s, u"message %1"_s.arg(number), number);
        request.insert("id"_L1, 10'000 + number);
        place.tester.send(client, request);
    }
    static void sayMany(ChatPlace &place, FakeClient &client, int first, int last)
    {
        for (int i = first; i <= last; ++i)
            sendOne(place, client, i);
        QTRY_COMPARE(messages(client).size(), last);
    }
};

QTEST_GUILESS_MAIN(TestChatMessages)
#include "tst_chat_messages.moc"
