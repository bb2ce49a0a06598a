// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/restart_policy.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using Kind = RestartPolicy::Kind;

namespace {

double almostOne()
{
    return 0.999999;
}

/// One run: starts at now, is ready after startMs (never when negative), ends lifeMs later.
std::optional<qint64> run(RestartPolicy &policy, qint64 &now, qint64 startMs, qint64 lifeMs)
{
    policy.started();
    if (startMs >= 0) {
        now += startMs;
        policy.ready(now);
    }
    now += lifeMs;
    const std::optional<qint64> delay = policy.ended(now);
    now += delay.value_or(0);
    return delay;
}

} // namespace

class tst_RestartPolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onceIsOnce()
    {
        RestartPolicy policy(Kind::Once, almostOne);
        qint64 now = 0;
        QVERIFY(!run(policy, now, 100, 10 * RestartPolicy::kEarlyMs));
    }

    void firstRestartIsImmediate()
    {
        RestartPolicy policy(Kind::Service, almostOne);
        qint64 now = 1'000'000;
        QCOMPARE(run(policy, now, 100, 3'000), 0);
    }

    void restartAfterLongServiceIsAlwaysImmediate()
    {
        RestartPolicy policy(Kind::Service, almostOne);
        qint64 now = 0;
        for (int i = 0; i < 50; ++i)
            QCOMPARE(run(policy, now, 100, RestartPolicy::kEarlyMs), 0);
    }

    void earlyEndsBackOffAndDouble()
    {
        RestartPolicy policy(Kind::Service, almostOne);
        qint64 now = 0;
        QCOMPARE(run(policy, now, 100, 9'999), 0);
        qint64 bound = RestartPolicy::kFirstDelayMs;
        for (int i = 0; i < 20; ++i) {
            const std::optional<qint64> delay = run(policy, now, 100, 9'999);
            QVERIFY(delay);
            QCOMPARE(*delay, bound - 1);
            bound = qMin(bound * 2, RestartPolicy::kServiceMaxDelayMs);
        }
    }

    void longServiceEndsTheBackoff()
    {
        RestartPolicy policy(Kind::Service, almostOne);
        qint64 now = 0;
        for (int i = 0; i < 4; ++i)
            run(policy, now, 100, 5'000);
        QCOMPARE(run(policy, now, 100, 60'000), 0);
        QCOMPARE(run(policy, now, 100, 5'000), 0);
        QVERIFY(run(policy, now, 100, 5'000).value() > 0);
    }

    void jitterIsFull()
    {
        double random = 0;
        RestartPolicy policy(Kind::Service, [&random] { return random; });
        qint64 now = 0;
        run(policy, now, 100, 3'000);
        QCOMPARE(run(policy, now, 100, 3'000), 0);
        random = 0.5;
        QCOMPARE(run(policy, now, 100, 3'000), RestartPolicy::kFirstDelayMs);
    }

    void fiveStillbornInAMinuteFail_data()
    {
        QTest::addColumn<qint64>("startMs");
        QTest::addColumn<qint64>("lifeMs");
        QTest::newRow("before ready") << qint64(-1) << qint64(10);
        QTest::newRow("just after ready") << qint64(10) << qint64(1'999);
    }

    void fiveStillbornInAMinuteFail()
    {
        QFETCH(qint64, startMs);
        QFETCH(qint64, lifeMs);
        RestartPolicy policy(Kind::Service, almostOne);
        qint64 now = 0;
        for (int i = 1; i < RestartPolicy::kFailures; ++i)
            QVERIFY(run(policy, now, startMs, lifeMs));
        QVERIFY(!run(policy, now, startMs, lifeMs));

        policy.reset();
        QCOMPARE(run(policy, now, startMs, lifeMs), 0);
    }

    void endsTwoSecondsAfterReadyDontFail()
    {
        RestartPolicy policy(Kind::Service, almostOne);
        qint64 now = 0;
        for (int i = 0; i < 50; ++i)
            QVERIFY(run(policy, now, 10, RestartPolicy::kStillbornMs));
    }

    void stillbornFarApartDontFail()
    {
        RestartPolicy policy(Kind::Service, almostOne);
        qint64 now = 0;
        for (int i = 0; i < 50; ++i) {
            now += 15'000;
            QVERIFY(run(policy, now, -1, 10));
        }
    }

    void gatewayNeverFails()
    {
        RestartPolicy policy(Kind::Gateway, almostOne);
        qint64 now = 0;
        for (int i = 0; i < 1'000; ++i) {
            const std::optional<qint64> delay = run(policy, now, -1, 1);
            QVERIFY(delay);
            QVERIFY(*delay < RestartPolicy::kGatewayMaxDelayMs);
        }
    }
};

QTEST_GUILESS_MAIN(tst_RestartPolicy)
#include "tst_restart_policy.moc"
