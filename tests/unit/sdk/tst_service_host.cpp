// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/memory_channel.h"
#include "link/messages.h"
#include "sdk/service_host.h"
#include "storage/home.h"

#include <lanroom/service_tester.h>

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Testing;

namespace {

/// A service whose every call can be seen, with words that make it do one thing each.
class Probe : public Service
{
public:
    static inline QStringList log;

    void connected(Client &client) override { log << u"connected "_qs + client.path(); }
    void flushed(Client &) override { log << u"flushed"_qs; }
    void resumed(Client &client) override
    {
        log << u"resumed "_qs + QString::fromUtf8(client.session());
        client.subscribe("room");
        client.send("resumed");
    }
    void attached() override { log << u"attached"_qs; }
    void disconnected(Client &, int code) override { log << u"gone %1"_qs.arg(code); }
    void message(Client &client, const Message &message) override
    {
        const QByteArray word = message.data.toByteArray();
        if (word == "join") {
            client.subscribe("room");
            client.setSession("was in room");
            describeTopic("room", u"The room"_qs);
            client.introduce(u"u_1"_qs, u"Ada"_qs);
        } else if (word == "observe") {
            client.observe("room");
            client.send(QByteArray::number(subscribers("room")));
        } else if (word == "leave") {
            client.unsubscribe("room");
        } else if (word == "trouble") {
            setTrouble(u"no paper"_qs);
        } else if (word == "no trouble") {
            setTrouble({});
        } else if (word == "bye") {
            client.close(4403, u"out"_qs);
        } else if (word == "flush") {
            client.flush();
        } else if (word == "end") {
            forgetTopic("room");
        } else if (word == "others") {
            publish("room", "from another", client.id());
        } else {
            publish("room", message.data);
        }
    }
};

} // namespace

class TestServiceHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { Probe::log.clear(); }

    void theOperatorHearsOfTrouble()
    {
        ServiceTester tester(make<Probe>);
        FakeClient &a = tester.connect();
        tester.send(a, "trouble");
        QVERIFY(tester.waitFor([&] { return tester.trouble() == u"no paper"_qs; }));
        // A database's is told as soon as the service has none of its own.
        Storage::Home::here()->hearTrouble(this, u"no disk"_qs);
        tester.settle();
        QCOMPARE(tester.trouble(), u"no paper"_qs);
        tester.send(a, "no trouble");
        QVERIFY(tester.waitFor([&] { return tester.trouble() == u"no disk"_qs; }));
        Storage::Home::here()->hearTrouble(this, {});
        QVERIFY(tester.waitFor([&] { return tester.trouble().isEmpty(); }));
    }

    void anObserverHearsAndIsNotCounted()
    {
        ServiceTester tester(make<Probe>);
        FakeClient &a = tester.connect();
        FakeClient &wall = tester.connect();
        tester.send(a, "join");
        tester.send(wall, "observe");
        QTRY_COMPARE(wall.received, QList<QByteArray>{"1"});
        tester.send(a, "hello");
        QTRY_COMPARE(wall.received.last(), QByteArray("hello"));
        QTRY_VERIFY(tester.rooms().contains("room"));
        QCOMPARE(tester.rooms().at("room").members, QList<ClientId>{a.id});

        tester.send(wall, "join"); // now it is one of them, and still hears everything once
        QTRY_COMPARE(tester.rooms().at("room").members.size(), 2);
        wall.received.clear();
        tester.send(a, "again");
        QTRY_COMPARE(wall.received, QList<QByteArray>{"again"});
        tester.send(wall, "observe");
        QTRY_COMPARE(tester.rooms().at("room").members, QList<ClientId>{a.id});
        QCOMPARE(wall.received.last(), QByteArray("1"));
        tester.send(wall, "leave");
        tester.send(a, "end of all");
        QTRY_COMPARE(a.received.last(), QByteArray("end of all"));
        QCOMPARE(wall.received.last(), QByteArray("1"));
    }

    void publishesOnceToEverySubscriberOnEveryGateway()
    {
        ServiceTester tester(make<Probe>, {.gateways = 2});
        FakeClient &a = tester.connect(u"/"_qs, 1);
        FakeClient &b = tester.connect(u"/"_qs, 2);
        FakeClient &outside = tester.connect(u"/"_qs, 2);
        tester.send(a, "join");
        tester.send(b, "join");
        QTRY_VERIFY(!a.session.isEmpty() &&
                    !b.session.isEmpty()); // two links, no order between them
        tester.send(a, "hello");
        QTRY_COMPARE(b.received, QList<QByteArray>{"hello"});
        QCOMPARE(a.received, QList<QByteArray>{"hello"});
        QVERIFY(outside.received.isEmpty());

        tester.send(a, "others");
        QTRY_COMPARE(b.received.size(), 2);
        tester.send(b, "leave");
        tester.send(b, "others"); // when it has come to a, b has left
        QTRY_COMPARE(a.received.size(), 2);
        tester.send(a, "again");
        QTRY_COMPARE(a.received, (QList<QByteArray>{"hello", "from another", "again"}));
        QCOMPARE(b.received.size(), 2);
    }

    void handsSessionsToTheSuccessor()
    {
        ServiceTester tester(make<Probe>, {.gateways = 2});
        FakeClient &a = tester.connect(u"/"_qs, 2);
        tester.send(a, "join");
        QTRY_COMPARE(a.session, QByteArray("was in room"));
        Probe::log.clear();
        tester.restart();
        QTRY_VERIFY(Probe::log.contains(u"attached"_qs));
        QCOMPARE(Probe::log, (QStringList{u"resumed was in room"_qs, u"attached"_qs}));
        QTRY_COMPARE(a.received, QList<QByteArray>{"resumed"});
    }

    /// One gateway has handed over, and its clients talk: those of the other must hear it, too.
    void nothingIsPublishedBeforeAllGatewaysAreThere()
    {
        auto [control, server] = Link::MemoryChannel::pair();
        ServiceHost host(std::make_unique<Probe>(), {}, *control, systemClock());
        connect(control.get(), &Link::Channel::frameReceived, &host, &ServiceHost::receiveControl);
        std::unique_ptr<Link::MemoryChannel> gateways[2];
        QByteArrayList heard;
        Link::GatewayList list;
        for (int slot : {1, 2}) {
            auto [ours, theirs] = Link::MemoryChannel::pair();
            host.addGateway(theirs.release(), slot, 1);
            list.gateways.append(qint64(slot) << 24 | 1);
            gateways[slot - 1] = std::move(ours);
        }
        connect(gateways[1].get(), &Link::Channel::frameReceived, this, [&heard](const Link::Frame &frame) {
            if (frame.type == Link::FrameType::PublishText)
                heard.append(frame.payload.toByteArray());
        });
        host.start();
        host.receiveControl({Link::FrameType::GatewayList, 0, {}, {}, Link::encodeMessage(list)});

        const ClientId early = ClientId::make(1, 1, 1), late = ClientId::make(2, 1, 1);
        Link::ClientAttach attach;
        attach.path = u"/"_qs;
        attach.resumed = true;
        Link::sendMessage(*gateways[0], attach, early);
        Link::sendEmpty(*gateways[0], Link::FrameType::AttachDone);
        gateways[0]->send({Link::FrameType::MessageText, 0, early, {}, "hello"});
        QTRY_COMPARE(Probe::log, QStringList{u"resumed "_qs});
        QCoreApplication::processEvents();
        Link::sendMessage(*gateways[1], attach, late);
        Link::sendEmpty(*gateways[1], Link::FrameType::AttachDone);
        QTRY_COMPARE(heard, QByteArrayList{"hello"});
        QCOMPARE(Probe::log, (QStringList{u"resumed "_qs, u"resumed "_qs, u"attached"_qs}));
    }

    void reportsDescribedTopicsAndNames()
    {
        ServiceTester tester(make<Probe>);
        FakeClient &a = tester.connect();
        tester.send(a, "join");
        QTRY_VERIFY(tester.rooms().contains("room"));
        QCOMPARE(tester.rooms().at("room").title, u"The room"_qs);
        QCOMPARE(tester.rooms().at("room").members, QList<ClientId>{a.id});
        QCOMPARE(tester.names().value(a.id).name, u"Ada"_qs);
        tester.disconnect(a);
        QTRY_VERIFY(tester.rooms().at("room").members.isEmpty());
        FakeClient &b = tester.connect();
        tester.send(b, "end");
        QTRY_VERIFY(tester.rooms().at("room").gone);
    }

    void closesAndForgetsClients()
    {
        ServiceTester tester(make<Probe>);
        FakeClient &a = tester.connect(u"/x"_qs);
        tester.send(a, "join");
        tester.send(a, "bye");
        QTRY_COMPARE(a.closedWith, 4403);
        QTRY_COMPARE(Probe::log,
                     (QStringList{u"attached"_qs, u"connected /x"_qs, u"gone 4403"_qs}));
        QCOMPARE(tester.service().parent(), nullptr);
    }

    void tellsWhatWasFlushed()
    {
        ServiceTester tester(make<Probe>);
        FakeClient &slow = tester.connect();
        FakeClient &a = tester.connect();
        slow.reads = false;
        tester.send(slow, "flush");
        tester.send(a, "flush");
        QTRY_VERIFY(Probe::log.contains(u"flushed"_qs));
        QCOMPARE(Probe::log.count(u"flushed"_qs), 1);
    }

    void broadcastsToAll()
    {
        class Loud : public Service
        {
            void message(Client &client, const Message &message) override
            {
                message.binary ? broadcast(message, client.id()) : broadcast(message);
            }
        };
        ServiceTester tester(make<Loud>, {.gateways = 2});
        FakeClient &a = tester.connect(u"/"_qs, 1);
        FakeClient &b = tester.connect(u"/"_qs, 2);
        tester.settle();
        tester.send(a, "to all");
        QCOMPARE(tester.next(a), "to all");
        QCOMPARE(tester.next(b), "to all");
        FakeClient &late = tester.connect(u"/"_qs, 2); // after the first broadcast
        tester.settle();
        tester.sendBinary(a, "to the others");
        QCOMPARE(tester.next(late), "to the others");
        QCOMPARE(tester.next(b), "to the others");
        QCOMPARE(a.received.size(), 1);
    }

    void ticksByItsClock()
    {
        class Clockwork : public Service
        {
            void start() override
            {
                tickEvery(1000);
                ready();
            }
            void tick() override { broadcast(QByteArray::number(clock().monotonicMs() % 10'000)); }
            void message(Client &, const Message &) override { tickEvery(0); }
        };
        ServiceTester tester(make<Clockwork>);
        FakeClient &a = tester.connect();
        tester.settle();
        tester.advance(999);
        QVERIFY(a.received.isEmpty());
        tester.advance(2001);
        QCOMPARE(a.received, (QList<QByteArray>{"1000", "2000", "3000"}));
        tester.send(a, "enough");
        tester.settle();
        tester.advance(10'000);
        QCOMPARE(a.received.size(), 3);
    }

    void refusesATopicThatIsTooLong()
    {
        class Careless : public Service
        {
            void message(Client &client, const Message &message) override
            {
                client.send(client.subscribe(message.data) ? "yes" : "no");
                publish(message.data, "published");
            }
        };
        ServiceTester tester(make<Careless>);
        FakeClient &a = tester.connect();
        tester.send(a, QByteArray(Client::kMaxTopicBytes + 1, 'x'));
        tester.send(a, QByteArray(Client::kMaxTopicBytes, 'x'));
        QCOMPARE(tester.next(a), "no");
        QCOMPARE(tester.next(a), "yes");
        QCOMPARE(tester.next(a), "published");
    }

    void answersUnknownCommands()
    {
        ServiceTester tester(make<Probe>);
        tester.command(u"dance"_qs, {});
        QTRY_COMPARE(tester.answers().size(), 1);
        QCOMPARE(tester.answers().first().error, u"not_found"_qs);
    }

    void refusesAnOverlongSession()
    {
        class Greedy : public Service
        {
            void message(Client &client, const Message &) override
            {
                client.send(client.setSession(QByteArray(Client::kMaxSessionBytes + 1, 'x')) ? "yes"
                                                                                           : "no");
            }
        };
        ServiceTester tester(make<Greedy>);
        FakeClient &a = tester.connect();
        tester.send(a, "go");
        QTRY_COMPARE(a.received, QList<QByteArray>{"no"});
        QVERIFY(a.session.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServiceHost)
#include "tst_service_host.moc"
