// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/chat_place.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPlace;
using Testing::FakeClient;

namespace {

/// An answer's code, or its type when it is no refusal.
QString outcome(const QJsonObject &answer)
{
    const QJsonValue code = answer.value("code"_L1);
    return (code.isString() ? code : answer.value("type"_L1)).toString();
}

QJsonObject with(QJsonObject request, const QString &password)
{
    request.insert("password"_L1, password);
    return request;
}
QJsonObject create(const QString &room)
{
    return ChatPlace::in("create", room);
}

/// All at once: none waits for the answer to another. Their ids count up from the first one.
void sendAll(ChatPlace &place, FakeClient &client, const QList<QJsonObject> &requests, int firstId)
{
    for (QJsonObject request : requests) {
        request.insert("id"_L1, firstId++);
        place.tester.send(client, request);
    }
}
QStringList answers(ChatPlace &place, FakeClient &client, int count, int firstId)
{
    QStringList outcomes;
    for (int id = firstId; id < firstId + count; ++id)
        outcomes.append(outcome(place.answer(client, id)));
    return outcomes;
}

} // namespace

/// What is asked for before the answer to something else, and what a limit makes of it.
class TestChatLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roomsInTheMakingCount()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.roomsPerUser = 2;
        limits.rooms = 4;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        FakeClient &cem = place.guest(u"Cem"_s);
        sendAll(place, ada,
                {with(create(u"a1"_s), u"mellon"_s), create(u"a2"_s),
                 with(create(u"a3"_s), u"mellon"_s), create(u"a4"_s)},
                1000);
        QCOMPARE(
            answers(place, ada, 4, 1000),
            (QStringList{u"created"_s, u"created"_s, u"too_many_rooms"_s, u"too_many_rooms"_s}));
        for (const QJsonObject &join : {with(ChatPlace::join(u"a1"_s), u"mellon"_s), ChatPlace::join(u"a2"_s)})
            QCOMPARE(outcome(place.ask(ada, join)), u"joined"_s);
        // With the lobby that leaves one for all.
        sendAll(place, bob, {with(create(u"b1"_s), u"mellon"_s)}, 1000);
        sendAll(place, cem, {create(u"c1"_s)}, 1000);
        QCOMPARE(answers(place, cem, 1, 1000), QStringList{u"too_many_rooms"_s});
        QCOMPARE(outcome(place.answer(bob, 1000)), u"created"_s);
    }

    void whatWasNotMadeLeavesItsPlace()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.roomsPerUser = 1;
        limits.rooms = 3;
        limits.passwordJobs = 0;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(outcome(place.ask(bob, with(create(u"den"_s), u"mellon"_s))), u"busy"_s);
        sendAll(place, ada, {create(u"tea"_s)}, 1000);
        sendAll(place, bob, {create(u"tea"_s)}, 1000);
        QCOMPARE(answers(place, bob, 1, 1000), QStringList{u"room_taken"_s});
        QCOMPARE(outcome(place.ask(bob, create(u"nook"_s))), u"created"_s);
    }

    void whoGoesWhileMakingARoomLeavesOneRoom()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.rooms = 3;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        sendAll(place, ada, {create(u"tea"_s)}, 1000);
        place.tester.disconnect(ada);
        QCOMPARE(outcome(place.ask(bob, create(u"den"_s))), u"created"_s);
        QCOMPARE(place.ask(bob, ChatPlace::request("rooms")).value("rooms"_L1).toArray().size(), 3);
        QCOMPARE(outcome(place.ask(bob, ChatPlace::join(u"tea"_s))), u"joined"_s);
    }

    void wrongPasswordsCountWhileTheyAreLookedAt()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.guessBurst = 2;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        place.ask(ada, with(create(u"den"_s), u"mellon"_s));
        FakeClient &bob = place.guest(u"Bob"_s);
        const QJsonObject wrong = with(ChatPlace::join(u"den"_s), u"melon"_s);
        sendAll(place, bob, QList<QJsonObject>(4, wrong), 1000);
        QCOMPARE(answers(place, bob, 4, 1000),
                 (QStringList{u"password_wrong"_s, u"password_wrong"_s, u"rate"_s, u"rate"_s}));
        const qint64 wait = place.answer(bob, 1003).value("retry_ms"_L1).toInt();
        QVERIFY(wait > 0);
        place.clock.advance(wait);
        QCOMPARE(outcome(place.ask(bob, with(ChatPlace::join(u"den"_s), u"mellon"_s))),
                 u"joined"_s);
    }

    void rightPasswordsCostNoGuess()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.guessBurst = 1;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        place.ask(ada, with(create(u"den"_s), u"mellon"_s));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(outcome(place.ask(ada, with(ChatPlace::join(u"den"_s), u"mellon"_s))),
                     u"joined"_s);
            place.ask(ada, ChatPlace::in("leave", u"den"_s));
        }
    }

    void whatIsNotLookedAtCostsNoGuess()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.guessBurst = 1;
        limits.passwordJobs = 0;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(outcome(place.ask(ada, with(ChatPlace::join(u"den"_s), u"x"_s))), u"busy"_s);
    }

    void anAddressHasItsShareOfThePasswordThread()
    {
        Chat::Limits limits = ChatPlace::quickLimits();
        limits.passwordJobsPerAddress = 2;
        ChatPlace place(limits);
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s); // from the same address
        // All of it comes before any answer of the thread is heard.
        sendAll(place, ada,
                {with(ChatPlace::join(u"den"_s), u"x"_s), with(create(u"tea"_s), u"mellon"_s),
                 with(create(u"nook"_s), u"mellon"_s), with(ChatPlace::join(u"den"_s), u"x"_s)},
                1000);
        sendAll(place, bob, {with(ChatPlace::join(u"den"_s), u"x"_s)}, 1000);
        QCOMPARE(answers(place, ada, 4, 1000),
                 (QStringList{u"room_not_found"_s, u"created"_s, u"busy"_s, u"busy"_s}));
        QCOMPARE(answers(place, bob, 1, 1000), QStringList{u"busy"_s});
        QVERIFY(place.answer(bob, 1000).value("retry_ms"_L1).toInt() > 0);
        QCOMPARE(outcome(place.ask(bob, with(create(u"nook"_s), u"mellon"_s))), u"created"_s);
    }

    void anAddressLeavesTheOthersTheirShare()
    {
        Chat::Passwords passwords(3, 2);
        QList<bool> hashed; // of the addresses 1, 1, 1, 2, 3
        int done = 0;
        for (const quint64 from : {1, 1, 1, 2, 3}) {
            const qsizetype mine = hashed.size();
            hashed.append(true);
            passwords.hash(from, u"x"_s, [&, mine](const Result<QByteArray> &hash) {
                hashed[mine] = hash.ok();
                ++done;
            });
        }
        QTRY_COMPARE(done, 5);
        QCOMPARE(hashed, (QList<bool>{true, true, false, true, false}));
    }
};

QTEST_GUILESS_MAIN(TestChatLimits)
#include "tst_chat_limits.moc"
