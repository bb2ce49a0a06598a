// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A database that many threads share, and its end, on SQLite and PostgreSQL alike.
#include "support/database_place.h"

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

#include <atomic>
#include <thread>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

class TestDatabaseThreads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aThreadWithAnEventLoopIsToldByIt_data() { DatabasePlace::addRows(); }
    void aThreadWithAnEventLoopIsToldByIt()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        QThread thread;
        QObject inThread;
        inThread.moveToThread(&thread);
        thread.start();
        QSemaphore told;
        const QThread *toldOn = nullptr;
        QMetaObject::invokeMethod(&inThread, [&] {
            database->write(TestDatabase::insert(u"a"_s)).then([&](const Result<qint64> &result) {
                toldOn = result ? QThread::currentThread() : nullptr;
                told.release();
            });
        });
        QVERIFY(told.tryAcquire(1, 30'000));
        QCOMPARE(toldOn, &thread);
        const QThread *alsoToldOn = nullptr;
        database->read(TestDatabase::count).then([&](const Result<qint64> &) {
            alsoToldOn = QThread::currentThread();
        });
        QTRY_COMPARE(alsoToldOn, QThread::currentThread());
        thread.quit();
        QVERIFY(thread.wait(30'000));
    }

    void aJobMayHoldTheLastOfItsDatabase_data() { DatabasePlace::addRows(); }
    void aJobMayHoldTheLastOfItsDatabase()
    {
        PREPARE(m_place);
        std::shared_ptr<Database> database = m_place.open();
        bool told = false;
        database
            ->write([database, insert = TestDatabase::insert(u"a"_s)](Connection &connection) {
                return insert(connection);
            })
            .then([&told](const Result<qint64> &result) { told = result.ok(); });
        database.reset();
        QTRY_VERIFY(told);
    }

    void aThreadThatHasEndedIsNotToldAndHoldsNothingUp_data() { DatabasePlace::addRows(); }
    void aThreadThatHasEndedIsNotToldAndHoldsNothingUp()
    {
        PREPARE(m_place);
        DatabaseOptions options = m_place.options();
        options.maxWrites = 2;
        const auto database = m_place.open(options, 1);
        QVERIFY(await(database->opened()).ok());
        QSemaphore gate;
        bool told = false;
        QThread thread;
        QObject inThread;
        inThread.moveToThread(&thread);
        thread.start();
        QMetaObject::invokeMethod(
            &inThread,
            [&] {
                const auto write = [&gate](Connection &connection) {
                    gate.acquire();
                    return TestDatabase::insert(u"a"_s)(connection);
                };
                database->write(write).then([&](const Result<qint64> &) { told = true; });
            },
            Qt::BlockingQueuedConnection);
        thread.quit();
        QVERIFY(thread.wait(30'000));
        gate.release();
        // It has run, nobody was told, and its place is free again.
        QVERIFY(await(database->write(TestDatabase::insert(u"b"_s))).ok());
        QCOMPARE(*await(database->read(TestDatabase::count)), 2);
        const auto first = database->write(TestDatabase::insert(u"c"_s));
        const auto second = database->write(TestDatabase::insert(u"d"_s));
        QVERIFY(await(first).ok() && await(second).ok());
        QVERIFY(!told);
    }

    void sixtyFourThreadsMayWaitForTheirResults_data() { DatabasePlace::addRows(); }
    void sixtyFourThreadsMayWaitForTheirResults()
    {
        PREPARE(m_place);
        constexpr int kThreads = 64;
        constexpr int kEach = 10;
        const auto database = m_place.open();
        QVERIFY(await(database->opened()).ok());
        std::atomic<int> good = 0;
        std::vector<std::thread> threads;
        for (int number = 0; number < kThreads; ++number) {
            threads.emplace_back([&good, number, handle = DatabaseHandle(*database)] {
                for (int i = 0; i < kEach; ++i) {
                    const QString text = u"%1-%2"_s.arg(number).arg(i);
                    const Result<Rows> written =
                        handle.write("INSERT INTO note (text) VALUES (?)", text).result();
                    const Result<Rows> seen =
                        handle.read("SELECT id FROM note WHERE text = ?", text).result();
                    good += written && seen && seen->size() == 1;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), kThreads * kEach);
        QCOMPARE(*await(database->read(TestDatabase::count)), kThreads * kEach);
    }

    void whatIsAcknowledgedUnderLoadIsKeptWhenItEnds_data() { DatabasePlace::addRows(); }
    void whatIsAcknowledgedUnderLoadIsKeptWhenItEnds()
    {
        PREPARE(m_place);
        constexpr int kThreads = 8;
        constexpr int kAhead = 20; // jobs under way of a thread
        auto database = m_place.open();
        QVERIFY(await(database->opened()).ok());
        std::atomic<int> kept = 0;
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int number = 0; number < kThreads; ++number) {
            threads.emplace_back([&kept, &wrong, number, handle = DatabaseHandle(*database)] {
                bool closed = false;
                for (int round = 0; !closed; ++round) {
                    QList<QFuture<Result<qint64>>> ahead;
                    for (int i = 0; i < kAhead; ++i)
                        ahead.append(handle.write(
                            TestDatabase::insert(u"%1-%2-%3"_s.arg(number).arg(round).arg(i))));
                    for (const QFuture<Result<qint64>> &each : std::as_const(ahead)) {
                        const Result<qint64> result = each.result();
                        kept += result.ok();
                        closed = closed || codeOf(result) == ErrorCode::Closed;
                        wrong += !result && codeOf(result) != ErrorCode::Closed;
                    }
                }
            });
        }
        const bool busy = QTest::qWaitFor([&] { return kept > 200; }, 30'000);
        database.reset();
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY(busy);
        QCOMPARE(wrong.load(), 0);
        const auto next = m_place.open();
        QCOMPARE(*await(next->read(TestDatabase::count)), kept.load());
    }

    void itsEndCancelsWhatItsThreadWasToHear_data() { DatabasePlace::addRows(); }
    void itsEndCancelsWhatItsThreadWasToHear()
    {
        PREPARE(m_place);
        auto database = m_place.open(1);
        QVERIFY(await(database->opened()).ok());
        bool told = false;
        const auto hear = [&](const Result<qint64> &) { told = true; };
        QSemaphore done;
        database
            ->write([&done](Connection &connection) {
                done.release();
                return TestDatabase::insert(u"a"_s)(connection);
            })
            .then(hear);
        auto waiting = database->write(TestDatabase::insert(u"b"_s));
        waiting.then(hear);
        QVERIFY(done.tryAcquire(1, 30'000)); // it is under way
        database.reset();
        QVERIFY(waiting.isCanceled());
        QCoreApplication::processEvents();
        QVERIFY(!told);
        const auto next = m_place.open();
        QVERIFY(await(next->write(TestDatabase::insert(u"c"_s))).ok());
    }

    void itMayEndInTheMiddleOfItsOwnResult_data() { DatabasePlace::addRows(); }
    void itMayEndInTheMiddleOfItsOwnResult()
    {
        PREPARE(m_place);
        auto database = m_place.open(1);
        int told = 0;
        for (int i = 0; i < 5; ++i) {
            database->write(TestDatabase::insert(QString::number(i)))
                .then([&](const Result<qint64> &) {
                    ++told;
                    database.reset();
                });
        }
        QTRY_VERIFY(!database);
        QCoreApplication::processEvents();
        QCOMPARE(told, 1);
    }

    void closingDoesAllThatWasGiven_data() { DatabasePlace::addRows(); }
    void closingDoesAllThatWasGiven()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        int written = 0;
        for (int i = 0; i < 200; ++i) {
            database->write(TestDatabase::insert(QString::number(i)))
                .then([&](const Result<qint64> &result) { written += result.ok(); });
        }
        const auto closed = database->close();
        QCOMPARE(codeOf(await(database->write(TestDatabase::insert(u"late"_s)))),
                 ErrorCode::Closed);
        QCOMPARE(codeOf(await(database->read(TestDatabase::count))), ErrorCode::Closed);
        QVERIFY(await(closed).ok());
        QCOMPARE(written, 200);
        const auto next = m_place.open(); // while the first still lives
        QCOMPARE(*await(next->read(TestDatabase::count)), 200);
        QVERIFY(await(database->close()).ok());
    }

    void closingIsToldBehindWhatWasDone_data() { DatabasePlace::addRows(); }
    void closingIsToldBehindWhatWasDone()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        bool written = false;
        database->write(TestDatabase::insert(u"a"_s)).then([&](const Result<qint64> &result) {
            written = result.ok();
        });
        // All is done and closed, and this thread has not heard of it.
        std::thread([&] { database->close().waitForFinished(); }).join();
        QVERIFY(!written);
        QVERIFY(await(database->close()).ok());
        QVERIFY(written);
    }

private:
    DatabasePlace m_place;
};

QTEST_GUILESS_MAIN(TestDatabaseThreads)
#include "tst_database_threads.moc"
