// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/work_pool.h"

#include <lanroom/service_tester.h>

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <stdexcept>

using namespace Lanroom;
using namespace Lanroom::Testing;

namespace {

QSemaphore gate;             // work of 'wait' goes on when it can pass
std::atomic<int> waited = 0; // pieces of that work that have passed

class Worker : public Service
{
public:
    static inline QStringList log;

    void message(Client &client, const Message &message) override
    {
        const QByteArray word = message.bytes();
        if (word == "where") {
            const auto work = [] { return QThread::currentThread() == qApp->thread(); };
            runInPool(client, work, [](Client &asker, Result<bool> &&here) {
                const bool back = QThread::currentThread() == qApp->thread();
                asker.send(here.ok() && !*here && back ? "elsewhere and back" : "wrong");
            });
        } else if (word == "nothing") {
            runInPool(
                client, [] {},
                [](Client &asker, Result<void> &&done) { asker.send(done ? "done" : "failed"); });
        } else if (word == "fail") {
            const auto work = []() -> Result<int> {
                return {ErrorCode::NotFound, u"there is none"_qs};
            };
            runInPool(client, work, [](Client &asker, Result<int> &&found) {
                asker.send(found.error().message);
            });
        } else if (word == "throw") {
            const auto work = []() -> int { throw std::runtime_error("too bad"); };
            runInPool(client, work,
                      [](Client &asker, Result<int> &&got) { asker.send(got.error().message); });
        } else if (word == "for nobody") {
            runInPool([] { return 1; },
                      [](Result<int> &&one) { log << (one ? u"ran"_qs : u"busy"_qs); });
        } else {
            wait(client);
        }
    }

private:
    void wait(Client &client)
    {
        const auto work = [] {
            gate.acquire();
            ++waited;
        };
        runInPool(client, work, [](Client &asker, Result<void> &&done) {
            asker.send(done ? "passed" : errorName(done.error().code).data());
        });
    }
};

} // namespace

class TestWorkPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        Worker::log.clear();
        waited = 0;
        gate.tryAcquire(gate.available());
    }

    void bringsResultsBack_data()
    {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("on another thread")
            << QByteArray("where") << QByteArray("elsewhere and back");
        QTest::newRow("no value") << QByteArray("nothing") << QByteArray("done");
        QTest::newRow("an error") << QByteArray("fail") << QByteArray("there is none");
        QTest::newRow("an exception") << QByteArray("throw") << QByteArray("too bad");
    }
    void bringsResultsBack()
    {
        QFETCH(QByteArray, word);
        ServiceTester tester(make<Worker>);
        FakeClient &ada = tester.connect();
        tester.send(ada, word);
        QTEST(tester.next(ada), "answer");
    }

    void refusesWhatIsTooMuch()
    {
        ServiceTester tester(make<Worker>);
        FakeClient &ada = tester.connect();
        for (int i = 0; i < WorkPool::kMaxJobs; ++i)
            tester.send(ada, "wait");
        tester.settle();
        QVERIFY(ada.received.isEmpty());
        tester.send(ada, "wait");
        QCOMPARE(tester.next(ada), "busy");
        tester.send(ada, "for nobody");
        tester.settle();
        QCOMPARE(Worker::log, QStringList{u"busy"_qs});
        gate.release(WorkPool::kMaxJobs);
        QVERIFY(tester.waitFor([&] { return ada.received.size() == WorkPool::kMaxJobs + 1; }));
        tester.send(ada, "where"); // there is room again
        QVERIFY(tester.waitFor([&] { return ada.received.last() == "elsewhere and back"; }));
    }

    void forgetsWhoHasGone()
    {
        ServiceTester tester(make<Worker>);
        FakeClient &ada = tester.connect();
        tester.send(ada, "wait");
        tester.send(ada, "for nobody");
        tester.settle();
        tester.disconnect(ada);
        tester.settle();
        gate.release();
        QTRY_COMPARE(waited.load(), 1);
        QTRY_COMPARE(Worker::log, QStringList{u"ran"_qs});
        QVERIFY(ada.received.isEmpty());
    }

    void endsWithTheService()
    {
        auto tester = std::make_unique<ServiceTester>(make<Worker>);
        FakeClient &ada = tester->connect();
        for (int i = 0; i < 20; ++i)
            tester->send(ada, i % 2 ? "wait" : "for nobody");
        tester->settle();
        Worker::log.clear();
        gate.release(WorkPool::kMaxJobs);
        tester.reset(); // waits for what runs
        const int ran = waited;
        QCoreApplication::sendPostedEvents();
        QVERIFY(Worker::log.isEmpty()); // nothing is delivered to what has gone
        QCOMPARE(waited.load(), ran);
    }
};

QTEST_GUILESS_MAIN(TestWorkPool)
#include "tst_work_pool.moc"
