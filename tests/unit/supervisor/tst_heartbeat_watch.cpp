// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/heartbeat_watch.h"

#include <QtTest/qtest.h>

using namespace Lanroom;

class tst_HeartbeatWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beatingWorkerLives()
    {
        HeartbeatWatch watch;
        watch.started(0);
        watch.ready(10);
        for (qint64 now = 1'000; now < 100'000; now += 1'000) {
            watch.beat(now - 1);
            QVERIFY(!watch.isHung(now));
        }
    }

    void silentWorkerIsHungAfterFiveSeconds()
    {
        HeartbeatWatch watch;
        watch.started(0);
        watch.ready(0);
        for (qint64 now = 1'000; now < HeartbeatWatch::kSilenceMs; now += 1'000)
            QVERIFY(!watch.isHung(now));
        QVERIFY(watch.isHung(HeartbeatWatch::kSilenceMs));
    }

    void startingWorkerHasAMinute()
    {
        HeartbeatWatch watch;
        watch.started(0);
        qint64 now = 0;
        while ((now += 1'000) < HeartbeatWatch::kStartMs)
            QVERIFY(!watch.isHung(now));
        QVERIFY(watch.isHung(now));
        watch.started(now);
        QVERIFY(!watch.isHung(now + 1'000));
    }

    void lateSupervisorForgives()
    {
        HeartbeatWatch watch;
        watch.started(0);
        watch.ready(0);
        QVERIFY(!watch.isHung(1'000));
        // The machine slept for an hour; the worker gets its whole time again.
        const qint64 woke = 3'600'000;
        QVERIFY(!watch.isHung(woke));
        for (qint64 since = 1'000; since < HeartbeatWatch::kSilenceMs; since += 1'000)
            QVERIFY(!watch.isHung(woke + since));
        QVERIFY(watch.isHung(woke + HeartbeatWatch::kSilenceMs));
    }

    void slightLatenessIsNoExcuse()
    {
        HeartbeatWatch watch;
        watch.started(0);
        watch.ready(0);
        QVERIFY(!watch.isHung(2'000));
        QVERIFY(!watch.isHung(4'000));
        QVERIFY(watch.isHung(6'000));
    }
};

QTEST_GUILESS_MAIN(tst_HeartbeatWatch)
#include "tst_heartbeat_watch.moc"
