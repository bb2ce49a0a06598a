// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/resource_watch.h"
#include "supervisor/session_usage.h"

#include <QtTest/qtest.h>

#ifdef Q_OS_LINUX
#include <csignal>
#include <ctime>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace Lanroom;

namespace {

constexpr qint64 kMiB = 1024 * 1024;

Confinement tight()
{
    Confinement confinement;
    confinement.memoryBytes = 100 * kMiB;
    confinement.cpuPercent = 50;
    confinement.processes = 4;
    return confinement;
}

} // namespace

class tst_ResourceWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void memoryAndProcessesCountAtOnce()
    {
        ResourceWatch watch(tight());
        watch.started();
        QCOMPARE(watch.check({100 * kMiB, 0, 4}, true, 0), QString());
        QCOMPARE(watch.check({150 * kMiB, 0, 4}, true, 200), QStringLiteral("took 150 MiB of memory, of 100 it may"));
        QCOMPARE(watch.check({1, 0, 5}, true, 400), QStringLiteral("had 5 processes, of 4 it may"));
    }

    void theProcessorCountsOverTheWindow()
    {
        ResourceWatch watch(tight());
        watch.started();
        // Everything it can get for four seconds, nothing for six.
        QString why;
        for (qint64 now = 0; now <= 30'000 && why.isEmpty(); now += 200) {
            const qint64 busy = now / 10'000 * 4'000 + qMin<qint64>(now % 10'000, 4'000);
            why = watch.check({1, busy, 1}, true, now);
        }
        QCOMPARE(why, QString());
        for (qint64 now = 30'200; now <= 60'000 && why.isEmpty(); now += 200)
            why = watch.check({1, 12'000 + (now - 30'000) * 6 / 10, 1}, true, now);
        QVERIFY2(why.contains(QStringLiteral("of a processor core")), qPrintable(why));
    }

    void theProcessorOfAHelperCountsFromWhenItIsSeen()
    {
        ResourceWatch watch(tight());
        watch.started();
        // A helper that took 100 s before our time, and nothing since; in between the leader is seen alone.
        for (qint64 now = 0; now <= 60'000; now += 200) {
            const bool whole = watch.wantsWhole(false, now);
            QCOMPARE(watch.check({1, whole ? 100'000 : 0, whole ? 2 : 1}, whole, now), QString());
        }
    }

    void aNewProcessStartsAfresh()
    {
        ResourceWatch watch(tight());
        watch.started();
        for (qint64 now = 0; now < 9'000; now += 200)
            QCOMPARE(watch.check({1, now, 1}, true, now), QString());
        watch.started();
        QCOMPARE(watch.check({1, 0, 1}, true, 11'000), QString());
    }

#ifdef Q_OS_LINUX
    /// Else its time would come all at once, to its parent, when that asks for its status.
    void theTimeOfAZombieCounts()
    {
        const pid_t leader = ::fork();
        if (leader == 0) {
            ::setsid();
            if (::fork() == 0) {
                while (std::clock() < CLOCKS_PER_SEC / 2) { }
                ::_exit(0);
            }
            for (;;)
                ::pause();
        }
        std::optional<SessionUsage> usage;
        QTRY_VERIFY_WITH_TIMEOUT((usage = sessionUsage(leader)) && usage->processes == 2, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT((usage = sessionUsage(leader)) && usage->processes == 1, 30'000);
        QVERIFY2(usage->cpuMs >= 400, qPrintable(QString::number(usage->cpuMs)));
        ::kill(leader, SIGKILL);
        ::waitpid(leader, nullptr, 0);
    }
#endif

    void nothingIsWatchedWithoutALimit()
    {
        const ResourceWatch watch({});
        QVERIFY(!watch.isNeeded());
    }

    void aSessionIsCountedWholeWhenThereAreChildrenAndNowAndThen()
    {
        ResourceWatch watch(tight());
        watch.started();
        QVERIFY(watch.wantsWhole(false, 1000));
        QVERIFY(!watch.wantsWhole(false, 1200));
        QVERIFY(watch.wantsWhole(true, 1400));
        QVERIFY(!watch.wantsWhole(false, 1400 + ResourceWatch::kWholeMs - 1));
        QVERIFY(watch.wantsWhole(false, 1400 + ResourceWatch::kWholeMs));
    }
};

QTEST_GUILESS_MAIN(tst_ResourceWatch)
#include "tst_resource_watch.moc"
