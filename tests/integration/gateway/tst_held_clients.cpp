// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Clients of a service that has no worker, or a slow one, on real sockets: what they say is held within its
// bounds.
#include "link/local_channel.h"
#include "support/door_to_link.h"

#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;
using Link::FrameType;

namespace {

constexpr qsizetype kLong = 15'000; // read ahead of one who waits is one of them, and a little

QByteArray longWords()
{
    return frame(kText, QByteArray(kLong, 'x'));
}

/// A place whose worker is away at first. A slow one takes everybody in and then reads nothing until it is
/// told to.
struct Place
{
    explicit Place(const HoldLimits &limits, bool isSlow = false) : slow(isSlow), door(limits) {}

    bool open()
    {
        entry.name = u"it"_s;
        entry.state = u"starting"_s;
        door.link.update(entry);
        return door.open();
    }

    bool startWorker()
    {
        QObject::connect(&server, &QLocalServer::newConnection, &server, [this] {
            worker = std::make_unique<Link::LocalChannel>(server.nextPendingConnection());
            QObject::connect(worker.get(), &Link::Channel::frameReceived, &server,
                             [this](const Link::Frame &frame) { take(frame); });
        });
        if (!server.listen(dir.filePath(u"service"_s)))
            return false;
        entry.state = u"running"_s;
        entry.socket = server.fullServerName();
        door.link.update(entry);
        return true;
    }

    void take(const Link::Frame &frame)
    {
        mostHeld = qMax(mostHeld, door.link.heldBytes());
        Link::HelloOk answer;
        answer.protocol = Link::kProtocolVersion;
        if (frame.type == FrameType::Hello)
            Link::sendMessage(*worker, answer);
        else if (frame.type == FrameType::AttachDone && slow)
            worker->setReading(false);
        else if (frame.type == FrameType::MessageText)
            heard.append(frame.payload.toByteArray());
    }

    /// Two clients fill the link, and then some is held.
    void fill(RawClient &one, RawClient &other)
    {
        while (door.link.heldBytes() == 0) {
            one.send(longWords());
            other.send(longWords());
            QCoreApplication::processEvents();
        }
    }

    const bool slow;
    QTemporaryDir dir;
    QLocalServer server;
    DoorToLink door;
    Link::ServiceEntry entry;
    std::unique_ptr<Link::LocalChannel> worker;
    QByteArrayList heard;
    qint64 mostHeld = 0;
};

} // namespace

class TestHeldClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// In all, however many clients there are, and whoever comes later.
    void nobodyIsReadOnceAllHaveEnough()
    {
        constexpr qint64 kTotal = 1000;
        const QByteArray words = frame(kText, QByteArray(800, 'x'));
        DoorToLink place({.bytesTotal = kTotal});
        QVERIFY(place.open());
        ServiceLink &link = place.link;
        Link::ServiceEntry entry;
        entry.name = u"away"_s;
        entry.state = u"starting"_s;
        link.update(entry);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 5; ++i) {
            clients.push_back(place.come());
            QVERIFY(clients.back());
        }
        clients[0]->send(words);
        clients[1]->send(words);
        QVERIFY(RawClient::wait([&] { return link.heldBytes() > kTotal; }));
        const qint64 full = link.heldBytes();
        for (std::size_t i = 2; i < clients.size(); ++i)
            clients[i]->send(words);
        clients.push_back(place.come(words));
        QVERIFY(clients.back());
        QTest::qWait(200); // in which nothing is to happen
        QCOMPARE(link.heldBytes(), full);
        QCOMPARE(link.clientCount(), 6);
    }

    /// When the worker comes everybody is read again: until all have enough, and no further.
    void nobodyIsReadPastThoseWhoHadEnoughAgain()
    {
        constexpr qint64 kTotal = 1000;
        constexpr int kClients = 150; // more than fill the link with what is read ahead
        Place place({.bytesTotal = kTotal});
        QVERIFY(place.open());
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < kClients; ++i) {
            clients.push_back(place.door.come());
            QVERIFY(clients.back());
        }
        clients[0]->send(longWords());
        QVERIFY(RawClient::wait([&] { return place.door.link.heldBytes() > kTotal; }));
        for (std::size_t i = 1; i < clients.size(); ++i)
            clients[i]->send(longWords() + longWords());
        QTest::qWait(200); // in which they are read ahead
        QVERIFY(place.startWorker());
        QVERIFY(RawClient::wait([&] { return place.heard.size() == 1 + 2 * (kClients - 1); }));
        QVERIFY(place.mostHeld > 0);
        QVERIFY(place.mostHeld < 2 * kTotal + kLong);
    }

    /// Whoever speaks to a worker that is only slow, and leaves, is heard.
    void lastWordsWaitForASlowWorker()
    {
        Place place({}, true);
        QVERIFY(place.open() && place.startWorker());
        const auto one = place.door.come();
        const auto other = place.door.come();
        const auto ada = place.door.come();
        QVERIFY(one && other && ada);
        place.fill(*one, *other);
        ada->send(frame(kText, "bye") + frame(kText, "bye bye") + closeFrame(1000));
        ada->socket().disconnectFromHost();
        QVERIFY(ada->waitClosed());
        QTest::qWait(200); // in which it is seen that she has gone, if anybody looks
        place.worker->setReading(true);
        QTRY_COMPARE(place.door.link.clientCount(), 2);
        QTRY_VERIFY(place.heard.contains("bye bye"));
        QVERIFY(place.heard.contains("bye"));
    }
};

QTEST_GUILESS_MAIN(TestHeldClients)
#include "tst_held_clients.moc"
