// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Clients whose gateway's link comes late, or breaks and comes again, while the service goes on.
#include "support/chat_place.h"
#include "support/sqlite_file.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPlace;
using Test::type;
using Testing::FakeClient;

namespace {

/// What Service keeps for its own: the client that has this id.
struct Insight : Service
{
    using Service::client;
};

} // namespace

class TestChatRelinked : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoComesAfterTheDoorWasClosedIsHere()
    {
        ChatPlace place;
        FakeClient &ada = place.guest(u"Ada"_s);
        FakeClient &bob = place.guest(u"Bob"_s);
        place.restart();
        place.waitForType(bob, "resumed");
        int number = 0;
        const auto online = [&] {
            // Whoever is made behind it in the line: what was to be written has been.
            place.guest(u"Guest %1"_s.arg(++number));
            Test::SqliteFile file(place.databasePath());
            const auto rows =
                file.connection().query("SELECT online FROM users WHERE name = 'Ada'");
            return rows && rows->first().boolean(0);
        };
        // As when her gateway had been too slow to bring her with the others.
        auto &chat = static_cast<Chat::ChatService &>(place.tester.service());
        Client &late = *(chat.*&Insight::client)(ada.id);
        chat.disconnected(late, 1006);
        QVERIFY(!online());
        chat.resumed(late);
        QVERIFY(online());
    }

    void whoComesAfterTheDoorWasClosedHearsWhoIsHere()
    {
        ChatPlace place;
        FakeClient &ada = place.member(u"Ada"_s);
        FakeClient &bob = place.member(u"Bob"_s);
        place.restart();
        place.waitForType(bob, "resumed");
        auto &chat = static_cast<Chat::ChatService &>(place.tester.service());
        Client &late = *(chat.*&Insight::client)(bob.id);
        chat.disconnected(late, 1006);
        place.tester.disconnect(ada); // who was with him when he last heard
        bob.received.clear();
        QTest::qWait(2 * ChatPlace::quickLimits().leftMs);
        place.clock.advance(ChatPlace::quickLimits().leftMs);
        place.guest(u"Cyd"_s); // and by then Ada has left
        bob.received.clear();
        chat.resumed(late);
        const QJsonArray now = place.waitFor(bob, [](const QJsonObject &object) {
            return object.contains("now"_L1);
        }).value("now"_L1).toArray();
        QCOMPARE(now.last().toObject().value("name"_L1).toString(), u"Bob"_s);
        QVERIFY(!place.waitFor(bob, [&now](const QJsonObject &object) {
            return object.value("room"_L1)["members"_L1].toInt() == now.size();
        }).isEmpty());
    }

    /// A link that broke and came again while the first hello was at the database.
    void twoHellosOfOneConnectionAreOneConnection()
    {
        ChatPlace place;
        FakeClient &first = place.tester.connect();
        QJsonObject hello = ChatPlace::hello(u""_s);
        hello.insert("token"_L1, place.ask(first, ChatPlace::hello(u"Ada"_s)).value("token"_L1));
        place.tester.disconnect(first);
        FakeClient &ada = place.tester.connect();
        auto &chat = static_cast<Chat::ChatService &>(place.tester.service());
        QTRY_VERIFY((chat.*&Insight::client)(ada.id));
        Client &here = *(chat.*&Insight::client)(ada.id);
        Test::SqliteFile file(place.databasePath(), Test::SqliteFile::Mode::Write);
        QVERIFY(file.raw().execute(u"BEGIN IMMEDIATE"_s).ok()); // nothing can be written
        hello.insert("id"_L1, 1000);
        place.tester.send(ada, hello);
        place.ask(ada, ChatPlace::request("rooms")); // refused, and by then the hello is under way
        chat.disconnected(here, 1006);
        chat.resumed(here);
        hello.insert("id"_L1, 1001);
        place.tester.send(ada, hello);
        QVERIFY(file.raw().execute(u"COMMIT"_s).ok());
        QCOMPARE(type(place.answer(ada, 1001)), u"welcome"_s);
        place.tester.disconnect(ada);
        place.guest(u"Bob"_s); // behind it in the line
        const auto rows = file.connection().query("SELECT online FROM users WHERE name = 'Ada'");
        QVERIFY(!rows->first().boolean(0));
    }
};

QTEST_GUILESS_MAIN(TestChatRelinked)
#include "tst_chat_relinked.moc"
