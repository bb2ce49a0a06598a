// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/turn_end.h"
#include "worker/epoll_dispatcher.h"
#include "worker/event_dispatcher.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <functional>
#include <thread>

using namespace Lanroom;

namespace {

struct Task final : TurnTask
{
    explicit Task(std::function<void()> f) : then(std::move(f)) {}
    void endTurn() override { then(); }
    std::function<void()> then;
};

QAbstractEventDispatcher *dispatcher()
{
    return QAbstractEventDispatcher::instance();
}

} // namespace

/// Timers, posted events, wake-ups and ends of turns over the epoll dispatcher.
class TestEpollTimers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isInstalled() { QVERIFY(dynamic_cast<EpollDispatcher *>(dispatcher())); }

    void firesInTheOrderOfTheirTimes()
    {
        QList<int> fired;
        for (const int ms : {60, 20, 40, 0, 21})
            QTimer::singleShot(ms, Qt::PreciseTimer, this, [&fired, ms] { fired.append(ms); });
        QTRY_COMPARE(fired, (QList<int>{0, 20, 21, 40, 60}));
    }

    void isNeverEarly()
    {
        for (const Qt::TimerType type : {Qt::PreciseTimer, Qt::CoarseTimer}) {
            QElapsedTimer watch;
            watch.start();
            QEventLoop loop;
            QTimer::singleShot(100, type, &loop, &QEventLoop::quit);
            loop.exec();
            QVERIFY(watch.elapsed() >= 100);
        }
    }

    void knowsItsTimers()
    {
        QObject object;
        const int precise = object.startTimer(50'000, Qt::PreciseTimer);
        const int coarse = object.startTimer(70'000, Qt::VeryCoarseTimer);
        QCOMPARE(dispatcher()->registeredTimers(&object).size(), 2);
        for (const auto &timer : dispatcher()->registeredTimers(&object)) {
            QVERIFY(timer.timerId == precise ? timer.interval == 50'000 : timer.interval == 70'000);
            QCOMPARE(timer.timerType, timer.timerId == precise ? Qt::PreciseTimer : Qt::VeryCoarseTimer);
        }
        QVERIFY(dispatcher()->remainingTime(precise) > 40'000);
        QVERIFY(dispatcher()->remainingTime(precise) <= 50'000);
        QVERIFY(dispatcher()->remainingTime(coarse) <= 71'000);
        object.killTimer(precise);
        QCOMPARE(dispatcher()->remainingTime(precise), -1);
        QVERIFY(!dispatcher()->unregisterTimer(precise));
        QVERIFY(dispatcher()->unregisterTimers(&object));
        QVERIFY(dispatcher()->registeredTimers(&object).isEmpty());
    }

    void repeatsAndStops()
    {
        QTimer timer;
        int ticks = 0;
        connect(&timer, &QTimer::timeout, this, [&] {
            if (++ticks == 5)
                timer.stop();
        });
        timer.start(5);
        QTRY_COMPARE(ticks, 5);
        bool later = false;
        QTimer::singleShot(30, this, [&] { later = true; });
        QTRY_VERIFY(later);
        QCOMPARE(ticks, 5);
    }

    void aTimerMayRestartOrDeleteItself()
    {
        auto *timer = new QTimer;
        int ticks = 0;
        connect(timer, &QTimer::timeout, this, [&] {
            if (++ticks < 3)
                timer->start(1); // a new registration, maybe under the same id
            else
                delete std::exchange(timer, nullptr);
        });
        timer->start(1);
        QTRY_COMPARE(ticks, 3);
        QVERIFY(!timer);
    }

    void aRunningTimerDoesNotFireInItsOwnLoop()
    {
        QTimer timer;
        int depth = 0;
        int deepest = 0;
        int runs = 0;
        connect(&timer, &QTimer::timeout, this, [&] {
            deepest = std::max(deepest, ++depth);
            ++runs;
            QEventLoop loop;
            QTimer::singleShot(10, &loop, &QEventLoop::quit);
            loop.exec();
            --depth;
        });
        timer.start(0);
        QTRY_VERIFY(runs >= 3);
        timer.stop();
        QCOMPARE(deepest, 1);
    }

    void zeroTimersLeaveRoomForEachOther()
    {
        QTimer a;
        QTimer b;
        int runsA = 0;
        int runsB = 0;
        int posted = 0;
        connect(&a, &QTimer::timeout, this, [&] { ++runsA; });
        connect(&b, &QTimer::timeout, this, [&] { ++runsB; });
        std::function<void()> post = [&] {
            if (++posted < 1000)
                QMetaObject::invokeMethod(this, post, Qt::QueuedConnection);
        };
        post();
        bool slow = false;
        QTimer::singleShot(5, this, [&] { slow = true; });
        a.start(0);
        b.start(0);
        QTRY_VERIFY(slow && posted == 1000);
        QVERIFY(runsA > 0);
        QVERIFY(qAbs(runsA - runsB) <= 1);
    }

    void carriesManyTimers()
    {
        constexpr int kMany = 20'000;
        std::vector<QBasicTimer> timers(kMany);
        QObject object;
        for (QBasicTimer &timer : timers)
            timer.start(60'000, &object);
        int ticks = 0;
        QTimer busy;
        connect(&busy, &QTimer::timeout, this, [&] { ++ticks; });
        busy.start(0);
        QElapsedTimer watch;
        watch.start();
        while (ticks < 20'000 && watch.elapsed() < 30'000)
            QCoreApplication::processEvents();
        QCOMPARE(ticks, 20'000); // 400 million visits, did each pass look at every timer
    }

    void staysWithItsObjectsThread()
    {
        QThread thread;
        auto *object = new QTimer;
        int there = 0;
        connect(object, &QTimer::timeout, object, [&] { ++there; }, Qt::DirectConnection);
        object->start(1);
        object->moveToThread(&thread);
        connect(&thread, &QThread::finished, object, &QObject::deleteLater);
        QVERIFY(dispatcher()->registeredTimers(object).isEmpty());
        thread.start();
        bool waited = false;
        QTimer::singleShot(50, this, [&] { waited = true; });
        QTRY_VERIFY(waited);
        thread.quit();
        QVERIFY(thread.wait());
        QVERIFY(there > 0);
    }

    void anotherThreadWakesIt()
    {
        for (int i = 0; i < 500; ++i) {
            QEventLoop loop;
            std::thread other([&] {
                QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
            });
            loop.exec(); // nothing else ends it
            other.join();
        }
    }

    void wakeUpEndsAWait()
    {
        QAbstractEventDispatcher *const ours = dispatcher();
        for (int i = 0; i < 500; ++i) {
            std::atomic<bool> said = false;
            std::thread other([&] {
                said = true;
                ours->wakeUp();
            });
            while (!said)
                ours->processEvents(QEventLoop::WaitForMoreEvents);
            other.join();
        }
    }

    void interruptFromAnotherThreadEndsTheLoop()
    {
        for (int i = 0; i < 500; ++i) {
            QEventLoop loop;
            std::atomic<bool> running = false;
            QMetaObject::invokeMethod(&loop, [&] { running = true; }, Qt::QueuedConnection);
            std::thread other([&] {
                while (!running)
                    std::this_thread::yield();
                loop.exit(7);
            });
            QCOMPARE(loop.exec(), 7);
            other.join();
        }
    }

    void saysWhenItSleeps()
    {
        QSignalSpy blocks(dispatcher(), &QAbstractEventDispatcher::aboutToBlock);
        QSignalSpy wakes(dispatcher(), &QAbstractEventDispatcher::awake);
        QEventLoop loop;
        QTimer::singleShot(10, &loop, &QEventLoop::quit);
        loop.exec();
        QVERIFY(blocks.size() >= 1);
        QCOMPARE(blocks.size(), wakes.size());
        QCoreApplication::processEvents();
        QCOMPARE(blocks.size(), wakes.size());
        // What is posted or put off on the way to sleep is not slept on.
        int late = 0;
        Task task([&] {
            if (++late == 2)
                loop.quit();
        });
        const auto once = connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, this, [&] {
            TurnEnd::ofThisThread().defer(task);
        });
        loop.exec();
        disconnect(once);
        QCOMPARE(late, 2);
    }

    void leavesTimersOutWhenAsked()
    {
        QTimer timer;
        QSignalSpy ticks(&timer, &QTimer::timeout);
        timer.start(0);
        dispatcher()->processEvents(QEventLoop::X11ExcludeTimers);
        QCOMPARE(ticks.size(), 0);
        dispatcher()->processEvents(QEventLoop::AllEvents);
        QCOMPARE(ticks.size(), 1);
    }

    void endsTheTurnBeforeItSleeps()
    {
        QEventLoop loop;
        Task task([&] { loop.quit(); });
        TurnEnd::ofThisThread().defer(task);
        loop.exec();
    }

    void endsTheTurnWhenTheLoopIsTurnedByHand()
    {
        int ends = 0;
        Task task([&] { ++ends; });
        TurnEnd::ofThisThread().defer(task);
        QCoreApplication::processEvents();
        QCOMPARE(ends, 1);
    }

    void endsTheTurnAfterAWhileUnderFlood()
    {
        // Something is always ready, for half a second.
        QElapsedTimer watch;
        watch.start();
        QEventLoop loop;
        QTimer flood;
        int ends = 0;
        int passes = 0;
        Task task([&] { ++ends; });
        connect(&flood, &QTimer::timeout, this, [&] {
            ++passes;
            TurnEnd::ofThisThread().defer(task);
            if (watch.elapsed() >= 500)
                loop.quit();
        });
        flood.start(0);
        loop.exec();
        QVERIFY(ends > 10);
        QVERIFY(ends <= 1000); // once in kLinger
        QVERIFY(passes > 2 * ends);
    }
};

int main(int argc, char **argv)
{
    installEpollDispatcher();
    QCoreApplication app(argc, argv);
    TestEpollTimers test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epoll_timers.moc"
