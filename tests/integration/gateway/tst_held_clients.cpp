// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Clients of a service that has no worker, on real sockets: what they say is held within its bounds.
#include "support/door_to_link.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

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
};

QTEST_GUILESS_MAIN(TestHeldClients)
#include "tst_held_clients.moc"
