// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/outage_log.h"

#include <QtTest/qtest.h>

using Lanroom::Storage::OutageLog;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kNow = 1'000'000;
const QString kFull = u"The disk is full"_s;
} // namespace

class TestOutageLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLongOutageIsSaidOnceAMinuteWithTheNumber()
    {
        OutageLog log({});
        QCOMPARE(log.failed(3, kFull, kNow), u"3 writes undone: The disk is full"_s);
        for (int i = 1; i < 600; ++i) // ten times a second
            QCOMPARE(log.failed(2, kFull, kNow + i * 100), QString());
        QCOMPARE(log.failed(2, kFull, kNow + 60'000), u"1200 writes undone: The disk is full"_s);
        QCOMPARE(log.failed(1, kFull, kNow + 60'100), QString());
    }

    void thatItWorksAgainIsSaidOnce()
    {
        OutageLog log({});
        QCOMPARE(log.worked(kNow), QString());
        QVERIFY(!log.failed(1, kFull, kNow).isEmpty());
        QCOMPARE(log.worked(kNow + 2'000), u"writing works again"_s);
        QCOMPARE(log.worked(kNow + 2'001), QString());
        QCOMPARE(log.worked(kNow + 100'000), QString());
    }

    void whyIsKnownUntilWritingWorksForAWhile()
    {
        OutageLog log({});
        QCOMPARE(log.why(), QString());
        (void)log.failed(1, kFull, kNow);
        (void)log.worked(kNow + 1'000);
        QCOMPARE(log.why(), kFull);
        log.triedInVain(u"The disk is gone"_s, kNow + 1'500);
        (void)log.worked(kNow + 3'000);
        QCOMPARE(log.why(), u"The disk is gone"_s);
        (void)log.worked(kNow + 3'500);
        QCOMPARE(log.why(), QString());
        // Also where the log has said not long ago that it works again.
        (void)log.failed(1, kFull, kNow + 4'000);
        QCOMPARE(log.worked(kNow + 6'000), QString());
        QCOMPARE(log.why(), QString());
    }

    void whatFitsInBetweenIsNoEnd()
    {
        OutageLog log({});
        QVERIFY(!log.failed(1, kFull, kNow).isEmpty());
        for (int i = 0; i < 500; ++i) {
            QCOMPARE(log.failed(1, kFull, kNow + i * 100), QString());
            QCOMPARE(log.worked(kNow + i * 100 + 50), QString());
        }
        QCOMPARE(log.worked(kNow + 52'000), u"writing works again, after 500 more writes undone"_s);
    }

    void outagesThatFollowEachOtherAreNoMoreWords()
    {
        OutageLog log({});
        int said = 0;
        for (int i = 0; i < 100; ++i) { // one every 6 s, for ten minutes
            said += !log.failed(1, kFull, kNow + i * 6'000).isEmpty();
            said += !log.worked(kNow + i * 6'000 + 3'000).isEmpty();
        }
        QCOMPARE(said, 20);
        QCOMPARE(log.worked(kNow + 700'000), u"writing works again, after 9 more writes undone"_s);
        QCOMPARE(log.worked(kNow + 800'000), QString());
    }
};

QTEST_APPLESS_MAIN(TestOutageLog)
#include "tst_outage_log.moc"
