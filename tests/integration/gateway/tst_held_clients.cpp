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

    /// When the worker takes some, everybody is read again: until all have enough, and no further.
    void nobodyIsReadPastThoseWhoHadEnoughAgain()
    {
        constexpr qint64 kTotal = 1000;
        constexpr qsizetype kLong = 15'000; // two of them are read ahead of one who waits
        constexpr int kClients = 60;        // more than fill the link with that
        QTemporaryDir dir;
        QLocalServer server;
        QVERIFY(server.listen(dir.filePath(u"service"_s)));
        DoorToLink place({.bytesTotal = kTotal});
        QVERIFY(place.open());
        ServiceLink &link = place.link;
        std::unique_ptr<Link::LocalChannel> worker;
        qsizetype came = 0;
        qint64 most = 0;
        connect(&server, &QLocalServer::newConnection, this, [&] {
            worker = std::make_unique<Link::LocalChannel>(server.nextPendingConnection());
            connect(worker.get(), &Link::Channel::frameReceived, this, [&](const Link::Frame &frame) {
                most = qMax(most, link.heldBytes());
                came += frame.type == FrameType::MessageText;
                Link::HelloOk answer;
                answer.protocol = Link::kProtocolVersion;
                if (frame.type == FrameType::Hello)
                    Link::sendMessage(*worker, answer);
                else if (frame.type == FrameType::AttachDone)
                    worker->setReading(false);
            });
        });
        Link::ServiceEntry entry;
        entry.name = u"slow"_s;
        entry.state = u"running"_s;
        entry.socket = server.fullServerName();
        link.update(entry);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < kClients; ++i) {
            clients.push_back(place.come());
            QVERIFY(clients.back());
        }
        // The first fills the link and what may be held; then the others say something, too.
        const QByteArray words = frame(kText, QByteArray(kLong, 'x'));
        qsizetype said = 0;
        while (link.heldBytes() <= kTotal) {
            for (const std::size_t i : {0, 1}) {
                clients[i]->send(words);
                ++said;
            }
            QCoreApplication::processEvents();
        }
        const qint64 full = link.heldBytes();
        for (std::size_t i = 2; i < clients.size(); ++i) {
            clients[i]->send(words + words);
            said += 2;
        }
        QTest::qWait(200); // in which they are read ahead
        QCOMPARE(link.heldBytes(), full);
        most = 0;
        worker->setReading(true);
        QVERIFY(RawClient::wait([&] { return came == said; }));
        QVERIFY2(most < 2 * kTotal + kLong, qPrintable(QString::number(most)));
    }
};

QTEST_GUILESS_MAIN(TestHeldClients)
#include "tst_held_clients.moc"
