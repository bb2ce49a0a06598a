// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/turn_end.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qthread.h>
#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

#include <functional>

using namespace Lanroom;

namespace {

struct Task final : TurnTask
{
    explicit Task(std::function<void()> f = {}) : then(std::move(f)) {}
    void endTurn() override
    {
        ++runs;
        if (then)
            then();
    }
    std::function<void()> then;
    int runs = 0;
};

TurnEnd &turn()
{
    return TurnEnd::ofThisThread();
}

} // namespace

class TestTurnEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        QCoreApplication::processEvents();
        QVERIFY(!turn().isPending());
    }

    void runsOnceATurn()
    {
        Task task;
        turn().defer(task);
        turn().defer(task);
        QVERIFY(task.isDeferred());
        QCOMPARE(task.runs, 0);
        QCoreApplication::processEvents();
        QCOMPARE(task.runs, 1);
        QVERIFY(!task.isDeferred());
        turn().defer(task);
        QCoreApplication::processEvents();
        QCOMPARE(task.runs, 2);
    }

    void runsBeforeTheLoopSleeps()
    {
        QEventLoop loop;
        Task task([&] { loop.quit(); });
        turn().defer(task);
        loop.exec(); // nothing else would ever end it
        QCOMPARE(task.runs, 1);
    }

    void runsInANestedLoop()
    {
        Task task;
        QTimer::singleShot(0, this, [&] {
            turn().defer(task);
            QEventLoop inner;
            QTimer::singleShot(0, &inner, &QEventLoop::quit);
            inner.exec();
            QCOMPARE(task.runs, 1);
        });
        QTRY_COMPARE(task.runs, 1);
    }

    void keepsTheOrderOfDeferral()
    {
        QByteArray order;
        Task a([&] { order += 'a'; });
        Task b([&] { order += 'b'; });
        Task c([&] { order += 'c'; });
        for (Task *task : {&b, &a, &c, &b})
            turn().defer(*task);
        QCoreApplication::processEvents();
        QCOMPARE(order, "bac");
    }

    void whatIsDeferredMeanwhileHasTheNextTurn()
    {
        QByteArray order;
        Task second([&] { order += '2'; });
        Task first([&] {
            order += '1';
            turn().defer(second);
            turn().defer(first);
            first.then = [&] { order += '3'; };
        });
        turn().defer(first);
        turn().run();
        QCOMPARE(order, "1");
        turn().run();
        QCOMPARE(order, "123");
    }

    void whatIsDeferredFirstComesBeforeWhatItDefers()
    {
        QList<int> order;
        Task writes([&order] { order.append(3); });
        Task other([&order] { order.append(2); });
        Task gathers;
        gathers.then = [&] {
            order.append(1);
            turn().defer(writes);
            if (gathers.runs == 1)
                turn().deferFirst(gathers);
        };
        turn().defer(other);
        turn().deferFirst(gathers);
        QVERIFY(gathers.isDeferred());
        turn().run();
        QCOMPARE(order, (QList<int>{1, 2, 3}));
        QVERIFY(turn().isPending()); // itself again: in the next one
        turn().run();
        QCOMPARE(order, (QList<int>{1, 2, 3, 1, 3}));
        turn().deferFirst(gathers);
        gathers.undefer();
        QVERIFY(!turn().isPending());
    }

    void doesNotRunWhatIsGone()
    {
        Task last;
        auto doomed = std::make_unique<Task>();
        auto gone = std::make_unique<Task>();
        Task killer([&] { doomed.reset(); });
        turn().defer(*gone);
        turn().defer(killer);
        turn().defer(*doomed);
        turn().defer(last);
        gone.reset();
        QCoreApplication::processEvents();
        QVERIFY(!doomed);
        QCOMPARE(last.runs, 1);
    }

    void canBeTakenBack()
    {
        Task task;
        turn().defer(task);
        task.undefer();
        QVERIFY(!turn().isPending());
        QCoreApplication::processEvents();
        QCOMPARE(task.runs, 0);
        turn().defer(task);
        QCoreApplication::processEvents();
        QCOMPARE(task.runs, 1);
    }

    void aTaskMaySpinALoop()
    {
        Task after;
        Task spinning([&] {
            QCoreApplication::processEvents();
            turn().run();
            QCOMPARE(after.runs, 1);
        });
        turn().defer(spinning);
        turn().defer(after);
        QCoreApplication::processEvents();
        QCOMPARE(spinning.runs, 1);
        QCOMPARE(after.runs, 1);
    }

    void threadsHaveTheirOwn()
    {
        Task here;
        turn().defer(here);
        int runsThere = 0;
        std::unique_ptr<QThread> thread(QThread::create([&] {
            Task there;
            turn().defer(there);
            QCoreApplication::processEvents();
            runsThere = there.runs;
        }));
        thread->start();
        QVERIFY(thread->wait());
        QCOMPARE(runsThere, 1);
        QCOMPARE(here.runs, 0);
    }

    void aDriverDecidesWhen()
    {
        turn().setDriven(true);
        Task task;
        turn().defer(task);
        QCoreApplication::processEvents();
        QCOMPARE(task.runs, 0);
        QVERIFY(turn().isPending());
        QTRY_VERIFY(turn().isOverdue());
        turn().run();
        QCOMPARE(task.runs, 1);
        // A driver that goes leaves nothing behind.
        turn().defer(task);
        turn().setDriven(false);
        QCoreApplication::processEvents();
        QCOMPARE(task.runs, 2);
    }
};

QTEST_GUILESS_MAIN(TestTurnEnd)
#include "tst_turn_end.moc"
