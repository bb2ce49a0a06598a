// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A worker's life as its supervisor sees it, with real processes that don't speak, or hardly; what happens
// on the link is tested with whole servers (tests/integration/server).
#include "supervisor/supervised_worker.h"

#include "link/channel.h"
#include "supervisor/control_server.h"
#include "support/process_state.h"

#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <csignal>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;
using State = SupervisedWorker::State;

namespace {
constexpr int kPatienceMs = 20'000;
}

class tst_SupervisedWorker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_control = std::make_unique<ControlServer>();
        QVERIFY(m_control->listen(m_dir.filePath(u"control"_s)));
    }

    void stillbornWorkerFailsAfterFiveTriesAndStartsAnewWhenAsked()
    {
        const auto worker = make(u"exit 7"_s);
        QSignalSpy ended(worker.get(), &SupervisedWorker::ended);
        worker->start();
        QTRY_COMPARE_WITH_TIMEOUT(worker->state(), State::Failed, kPatienceMs);
        QCOMPARE(ended.size(), RestartPolicy::kFailures);
        QCOMPARE(worker->restarts(), RestartPolicy::kFailures - 1);
        QCOMPARE(worker->lastError(), u"ended with status 7"_s);

        worker->restart(1000);
        QCOMPARE(worker->state(), State::Starting);
        QTRY_VERIFY_WITH_TIMEOUT(ended.size() > RestartPolicy::kFailures, kPatienceMs);
        QVERIFY(worker->state() != State::Failed);
    }

    void stopEndsAWorkerThatNeverSaidHello()
    {
        const auto worker = make(u"sleep 1000"_s);
        worker->start();
        const qint64 pid = worker->pid();
        QVERIFY(Test::isAlive(pid));
        worker->stop(60'000);
        QTRY_COMPARE_WITH_TIMEOUT(worker->state(), State::Stopped, kPatienceMs);
        QVERIFY(!Test::isAlive(pid));
        QCOMPARE(worker->lastError(), QString()); // it was asked to
    }

    void stopBetweenTwoStartsIsFinal()
    {
        const auto worker = make(u"exit 7"_s);
        worker->start();
        QTRY_VERIFY_WITH_TIMEOUT(worker->state() == State::Restarting && worker->restarts() >= 1, kPatienceMs);
        worker->stop(1000);
        QCOMPARE(worker->state(), State::Stopped);
        QSignalSpy changed(worker.get(), &SupervisedWorker::stateChanged);
        QTest::qWait(1000);
        QCOMPARE(changed.size(), 0);
    }

    void restartOfALivingWorkerIsNoFailure()
    {
        const auto worker = make(u"sleep 1000"_s);
        worker->start();
        const qint64 pid = worker->pid();
        worker->restart(1000);
        QTRY_VERIFY_WITH_TIMEOUT(worker->pid() != pid && worker->pid() != 0, kPatienceMs);
        QCOMPARE(worker->state(), State::Starting);
        QCOMPARE(worker->restarts(), 1);
        QCOMPARE(worker->lastError(), QString());
    }

    void commandsWithoutALinkAreClosed()
    {
        const auto worker = make(u"sleep 1000"_s);
        worker->start();
        ErrorCode code = ErrorCode::Busy;
        worker->command(u"say"_s, {}, {}, [&code](const Result<QCborMap> &result) { code = result.error().code; });
        QCOMPARE(code, ErrorCode::Closed);
    }

    void missingProgramFails()
    {
        SupervisedWorker::Spec spec;
        spec.name = u"nobody"_s;
        spec.program.path = u"/nonexistent/program"_s;
        SupervisedWorker worker(spec, *m_control, systemClock(), nullptr);
        worker.start();
        QTRY_COMPARE_WITH_TIMEOUT(worker.state(), State::Failed, kPatienceMs);
        QVERIFY(worker.lastError().contains(u"/nonexistent/program"_s));
    }

    void whatItIsKilledForIsToldThoughItsLinkEndsFirst()
    {
        const auto worker = makeLinked();
        worker->start();
        QTRY_COMPARE_WITH_TIMEOUT(worker->state(), State::Running, kPatienceMs);
        worker->violation(u"took too much"_s);
        worker->channel()->close(u"the other end closed the link"_s);
        QTRY_COMPARE_WITH_TIMEOUT(worker->lastError(), u"took too much"_s, kPatienceMs);
    }

    void whatTheSystemKillsIsNotSaidToBeKilledByUs()
    {
        const auto worker = makeLinked();
        worker->start();
        QTRY_COMPARE_WITH_TIMEOUT(worker->state(), State::Running, kPatienceMs);
        ::kill(pid_t(worker->pid()), SIGKILL);
        worker->channel()->close(u"the other end closed the link"_s);
        QTRY_COMPARE_WITH_TIMEOUT(worker->lastError(), u"ended by signal 9"_s, kPatienceMs);
    }

    void whoWaitsForAnAnswerIsToldOfTheEndWhenItIsSo()
    {
        const auto worker = makeLinked();
        worker->start();
        QTRY_COMPARE_WITH_TIMEOUT(worker->state(), State::Running, kPatienceMs);
        std::optional<State> then;
        worker->command(u"say"_s, {}, {}, [&](const Result<QCborMap> &) { then = worker->state(); });
        worker->violation(u"enough"_s);
        QTRY_VERIFY_WITH_TIMEOUT(then, kPatienceMs);
        QCOMPARE(*then, State::Restarting);
    }

private:
    /// One that says hello and that it is ready, and no more but that it is alive.
    std::unique_ptr<SupervisedWorker> makeLinked()
    {
        SupervisedWorker::Spec spec;
        spec.name = u"worker"_s;
        spec.program.path = QCoreApplication::applicationDirPath() + u"/bad_worker"_s;
        return std::make_unique<SupervisedWorker>(spec, *m_control, systemClock(), nullptr);
    }

    std::unique_ptr<SupervisedWorker> make(const QString &script)
    {
        SupervisedWorker::Spec spec;
        spec.name = u"worker"_s;
        spec.program = {u"/bin/sh"_s, {u"-c"_s, script}, -1};
        return std::make_unique<SupervisedWorker>(spec, *m_control, systemClock(), nullptr);
    }

    QTemporaryDir m_dir;
    std::unique_ptr<ControlServer> m_control;
};

QTEST_GUILESS_MAIN(tst_SupervisedWorker)
#include "tst_supervised_worker.moc"
