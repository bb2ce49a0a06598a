// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/service_tester.h>
#include <lanroom/topic_service.h>

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Testing;

namespace {

/// Whoever comes to /room is a member, to /wall an observer; words make it do one thing each.
class Rooms : public TopicService
{
public:
    static inline QStringList log;

    void connected(Client &client) override
    {
        if (client.path() == u"/room"_qs)
            subscribe(client, "room");
        else if (client.path() == u"/wall"_qs)
            observe(client, "room");
    }
    void joined(Client &client, const QByteArray &topic) override { tell("joined", client, topic); }
    void left(Client &client, const QByteArray &topic) override
    {
        tell("left", client, topic);
        unsubscribe(client, topic); // needless, and harmless
    }
    void disconnected(Client &client, int) override
    {
        log << u"disconnected"_qs;
        unsubscribe(client, "room"); // the same
        subscribe(client, "other");
    }
    void attached() override { log << u"members %1"_qs.arg(members("room").size()); }
    void message(Client &client, const Message &message) override
    {
        const QByteArray word = message.bytes();
        if (word == "leave")
            unsubscribe(client, "room");
        else if (word == "come")
            subscribe(client, "room");
        else if (word == "past")
            sendHistory(client, "room");
        else if (word == "many")
            joinMany(client);
        else if (word == "everybody")
            broadcast("for everybody");
        else if (word.startsWith("to "))
            publish(word.mid(3), "psst");
        else
            publishAndKeep("room", message);
    }

private:
    void tell(const char *what, Client &client, const QByteArray &topic)
    {
        log << u"%1 %2 of %3"_qs.arg(QLatin1StringView(what))
                   .arg(subscribers(topic))
                   .arg(members(topic).size());
        publish(topic, QByteArray(what) + ' ' + client.path().toUtf8());
    }
    /// Until the session has no more room.
    void joinMany(Client &client)
    {
        int count = 0;
        while (subscribe(client, QByteArray(200, 'x') + QByteArray::number(count)))
            ++count;
        client.send(QByteArray::number(count) + ' ' + QByteArray::number(client.topics().size()));
    }
};

} // namespace

class TestTopicService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { Rooms::log.clear(); }

    void tellsWhoComesAndGoesOnce()
    {
        ServiceTester tester(make<Rooms>);
        FakeClient &ada = tester.connect(u"/room"_qs);
        FakeClient &bob = tester.connect(u"/room"_qs);
        tester.send(bob, "come");
        QCOMPARE(tester.next(ada), "joined /room");
        QCOMPARE(tester.next(ada), "joined /room");
        tester.send(bob, "leave");
        tester.send(bob, "leave");
        QCOMPARE(tester.next(ada), "left /room");
        tester.disconnect(ada);
        tester.settle();
        QCOMPARE(Rooms::log.mid(Rooms::log.size() - 3),
                 (QStringList{u"left 1 of 1"_qs, u"left 0 of 0"_qs, u"disconnected"_qs}));
        QCOMPARE(bob.received, QList<QByteArray>{"joined /room"}); // the hearer of its own coming
    }

    void nobodyCanNameTheTopicOfBroadcasts()
    {
        ServiceTester tester(make<Rooms>);
        FakeClient &ada = tester.connect();
        FakeClient &eve = tester.connect();
        tester.send(eve, "everybody");
        QCOMPARE(tester.next(ada), "for everybody");
        QCOMPARE(tester.next(eve), "for everybody");
        for (const char *name : {"\x7f*", "*", "\x7f", "", "\xc3\xbf*"})
            tester.send(eve, QByteArray("to ") + name);
        tester.settle();
        QCOMPARE(ada.received.size(), 1);
    }

    void doesNotCountObservers()
    {
        ServiceTester tester(make<Rooms>, {.gateways = 2});
        FakeClient &wall = tester.connect(u"/wall"_qs, 2);
        tester.settle(); // between two gateways there is no order
        FakeClient &ada = tester.connect(u"/room"_qs);
        tester.send(ada, "hello");
        QCOMPARE(tester.next(wall), "joined /room");
        QCOMPARE(tester.next(wall), "hello");
        QVERIFY(Rooms::log.contains(u"joined 1 of 1"_qs));
        QTRY_VERIFY(tester.rooms().contains("room"));
        QCOMPARE(tester.rooms().at("room").members, QList<ClientId>{ada.id});
        tester.disconnect(wall);
        tester.settle();
        QVERIFY(!Rooms::log.contains(u"left 1 of 1"_qs));
        QCOMPARE(ada.received, (QList<QByteArray>{"joined /room", "hello"}));
    }

    void anObserverCanBecomeAMember()
    {
        ServiceTester tester(make<Rooms>);
        FakeClient &wall = tester.connect(u"/wall"_qs);
        tester.send(wall, "come");
        QCOMPARE(tester.next(wall), "joined /wall");
        tester.send(wall, "hello");
        QCOMPARE(tester.next(wall), "hello");
        tester.settle();
        QCOMPARE(wall.received.size(), 2); // not twice, though it was in it twice
    }

    void keepsTheLastMessagesAndNothingElse()
    {
        ServiceTester tester(make<Rooms>);
        FakeClient &ada = tester.connect(u"/room"_qs);
        for (int i = 0; i < History::kDefaultMessages + 5; ++i)
            tester.send(ada, QByteArray::number(i));
        FakeClient &late = tester.connect(u"/elsewhere"_qs);
        tester.send(late, "past");
        QVERIFY(tester.waitFor([&] { return late.received.size() == History::kDefaultMessages; }));
        QCOMPARE(late.received.first(), "5");
        QCOMPARE(late.received.last(), "54");
    }

    void nobodyLeavesWhenTheServiceIsReplaced()
    {
        ServiceTester tester(make<Rooms>, {.gateways = 2});
        FakeClient &ada = tester.connect(u"/room"_qs);
        FakeClient &late = tester.connect(u"/elsewhere"_qs, 2);
        FakeClient &wall = tester.connect(u"/wall"_qs, 2);
        tester.send(late, "come");
        QTRY_VERIFY(!ada.session.isEmpty() && !late.session.isEmpty() && !wall.session.isEmpty());
        Rooms::log.clear();
        tester.restart();
        QTRY_COMPARE(Rooms::log, QStringList{u"members 2"_qs}); // and nobody joined or left
        for (FakeClient *client : {&ada, &late, &wall})
            client->received.clear();
        tester.send(late, "still here");
        QTRY_COMPARE(ada.received, QList<QByteArray>{"still here"});
        QTRY_COMPARE(wall.received, QList<QByteArray>{"still here"});
    }

    void aClientIsInNoMoreTopicsThanItsSessionHolds()
    {
        ServiceTester tester(make<Rooms>);
        FakeClient &ada = tester.connect(u"/elsewhere"_qs);
        tester.send(ada, "many");
        QVERIFY(tester.waitFor([&] { return ada.received.contains("20 20"); }));
        QVERIFY(ada.session.size() > Client::kMaxSessionBytes - 256);
        QVERIFY(ada.session.size() <= Client::kMaxSessionBytes);
    }
};

QTEST_GUILESS_MAIN(TestTopicService)
#include "tst_topic_service.moc"
