// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/group_commit.h"

#include <QtTest/qtest.h>

using Lanroom::Storage::GroupCommit;

namespace {

constexpr qint64 kNow = 1'000'000;

/// Plays a batch of jobs that all join at now and commits it then.
void batch(GroupCommit &policy, int jobs, qint64 now)
{
    for (int i = 0; i < jobs; ++i)
        policy.joined(now);
    policy.committed(now);
}

} // namespace

class TestGroupCommit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLoneJobCommitsAtOnce()
    {
        GroupCommit policy({});
        policy.joined(kNow);
        QCOMPARE(policy.waitMs(kNow), 0);
    }

    void oneWhoWaitsForEachAnswerNeverWaits()
    {
        GroupCommit policy({});
        for (qint64 now = kNow; now < kNow + 20; ++now) {
            policy.joined(now);
            QCOMPARE(policy.waitMs(now), 0);
            policy.committed(now);
        }
    }

    void afterAFullBatchTheNextOneWaitsForAsMany()
    {
        GroupCommit policy({});
        batch(policy, 20, kNow);
        for (int i = 0; i < 19; ++i) {
            policy.joined(kNow + 1);
            QCOMPARE(policy.waitMs(kNow + 1), 5);
        }
        policy.joined(kNow + 1);
        QCOMPARE(policy.waitMs(kNow + 1), 0);
    }

    void theWaitEndsFiveMillisecondsAfterTheFirstJob()
    {
        GroupCommit policy({});
        batch(policy, 20, kNow);
        policy.joined(kNow + 1);
        policy.joined(kNow + 3);
        QCOMPARE(policy.waitMs(kNow + 3), 3);
        QVERIFY(!policy.mustCommit(kNow + 5));
        QCOMPARE(policy.waitMs(kNow + 6), 0);
        QVERIFY(policy.mustCommit(kNow + 6));
    }

    void fiftyMustCommit()
    {
        GroupCommit policy({});
        for (int i = 0; i < 49; ++i)
            policy.joined(kNow);
        QVERIFY(!policy.mustCommit(kNow));
        policy.joined(kNow);
        QVERIFY(policy.mustCommit(kNow));
        QCOMPARE(policy.waitMs(kNow), 0);
    }

    void afterAPauseThePastNoLongerCounts()
    {
        GroupCommit policy({});
        batch(policy, 50, kNow);
        policy.joined(kNow + 6);
        QCOMPARE(policy.waitMs(kNow + 6), 0);
    }

    void theExpectationFallsWithTheLoad()
    {
        GroupCommit policy({});
        batch(policy, 50, kNow);
        policy.joined(kNow + 1);
        policy.committed(kNow + 6); // nobody else came
        policy.joined(kNow + 7);
        QCOMPARE(policy.waitMs(kNow + 7), 0);
    }
};

QTEST_APPLESS_MAIN(TestGroupCommit)
#include "tst_group_commit.moc"
