// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/traffic_sum.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;

namespace {

Link::GatewayStats stats(qint64 messages, qint64 clients, qint64 outside = 0)
{
    Link::GatewayStats stats;
    stats.messagesIn = messages;
    stats.clients = clients;
    stats.outsideRequests = outside;
    return stats;
}

} // namespace

class tst_TrafficSum : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addsGatewaysUp()
    {
        TrafficSum traffic;
        traffic.reported(1, stats(10, 2));
        traffic.reported(1, stats(11, 2));
        traffic.reported(2, stats(5, 1));
        QCOMPARE(traffic.total(), stats(16, 3));
    }

    void endedGatewayLeavesItsCountersButNotItsClients()
    {
        TrafficSum traffic;
        traffic.reported(1, stats(10, 2));
        traffic.gatewayEnded(1);
        QCOMPARE(traffic.total(), stats(10, 0));
        traffic.reported(1, stats(1, 1)); // its replacement counts from zero
        QCOMPARE(traffic.total(), stats(11, 1));
    }

    void addsBoundsUpOneByOne()
    {
        TrafficSum traffic;
        Link::GatewayStats one;
        one.count(Link::Bound::Outbox);
        one.count(Link::Bound::Throttled);
        Link::GatewayStats two;
        two.count(Link::Bound::Outbox);
        traffic.reported(1, one);
        traffic.reported(2, two);
        traffic.gatewayEnded(2);
        QCOMPARE(traffic.total().bounds[Link::Bound::Outbox], 2);
        QCOMPARE(traffic.total().bounds[Link::Bound::Throttled], 1);
        QCOMPARE(traffic.total().bounds[Link::Bound::Silence], 0);
        QCOMPARE(traffic.total().refused, 2); // who only waited was not refused
    }

    void outsideIsSeenOnceAndForgottenBetweenRuns()
    {
        TrafficSum traffic;
        QSignalSpy seen(&traffic, &Traffic::outsideSeenChanged);
        traffic.reported(1, stats(0, 0));
        QVERIFY(!traffic.outsideSeen());
        traffic.reported(1, stats(0, 0, 1));
        traffic.reported(2, stats(0, 0, 5));
        QVERIFY(traffic.outsideSeen());
        QCOMPARE(seen.size(), 1);
        traffic.clear();
        QVERIFY(!traffic.outsideSeen());
        QCOMPARE(seen.size(), 2);
    }
};

QTEST_GUILESS_MAIN(tst_TrafficSum)
#include "tst_traffic_sum.moc"
