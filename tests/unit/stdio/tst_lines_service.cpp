// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/lines_service.h"

#include "support/process_state.h"

#include <lanroom/service_tester.h>

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Lanroom::Testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

ServiceTester::Make running(const QStringList &command, int atOnce = LinesService::kAtOnce)
{
    LinesService::Options options;
    options.command = command;
    options.atOnce = atOnce;
    return [options] { return std::make_unique<LinesService>(options); };
}

ServiceTester::Make shell(const QString &script, int atOnce = LinesService::kAtOnce)
{
    return running({u"/bin/sh"_s, u"-c"_s, script}, atOnce);
}

/// As they count at a gateway.
qsizetype bytes(const FakeClient &client)
{
    qsizetype sum = 0;
    for (const QByteArray &message : client.received)
        sum += message.size() + Conversation::kLineOverhead;
    return sum;
}

} // namespace

class TestLinesService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catIsAnEchoForEach()
    {
        ServiceTester tester(running({u"cat"_s}));
        FakeClient &a = tester.connect();
        FakeClient &b = tester.connect();
        tester.send(a, "h\u00e9");
        tester.send(b, "two\nlines");
        QTRY_COMPARE_WITH_TIMEOUT(a.received, QList<QByteArray>{"h\u00e9"}, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(b.received, (QList<QByteArray>{"two", "lines"}), kPatienceMs);
        for (int i = 0; i < 1000; ++i)
            tester.send(a, QByteArray::number(i));
        QTRY_COMPARE_WITH_TIMEOUT(a.received.size(), 1001, kPatienceMs);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(a.received.at(i + 1), QByteArray::number(i));
    }

    void tellsWhoIsThere()
    {
        ServiceTester tester(
            shell(u"echo \"$LANROOM_NAME $LANROOM_CLIENT $REMOTE_ADDR $PATH_INFO\"; "
                  "printf 'no\\377UTF-8\\r\\n'; printf 'no end'"_s));
        FakeClient &a = tester.connect(u"/tested/a b"_s);
        QTRY_COMPARE_WITH_TIMEOUT(a.closedWith, 1000, kPatienceMs);
        const QByteArray who = "tested " + a.id.toString().toLatin1() + " 192.0.2.7 /tested/a b";
        QCOMPARE(a.received, (QList<QByteArray>{who, "no\ufffdUTF-8", "no end"}));
    }

    void closesWithACodeThatTells_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<int>("code");
        QTest::newRow("well ended") << u"read line"_s << 1000;
        QTest::newRow("a status") << u"read line; exit 3"_s << 1011;
        QTest::newRow("a signal") << u"read line; kill -SEGV $$"_s << 1011;
        QTest::newRow("a line too long") << u"yes | tr -d '\\n'"_s << 1009;
    }

    void closesWithACodeThatTells()
    {
        QFETCH(QString, script);
        ServiceTester tester(shell(script));
        FakeClient &a = tester.connect();
        tester.send(a, "go");
        QTRY_VERIFY_WITH_TIMEOUT(a.closedWith != 0, kPatienceMs);
        QTEST(a.closedWith, "code");
    }

    void takesNoBytes()
    {
        ServiceTester tester(running({u"cat"_s}));
        FakeClient &a = tester.connect();
        tester.sendBinary(a, "\xff");
        QTRY_COMPARE_WITH_TIMEOUT(a.closedWith, 1003, kPatienceMs);
    }

    void aFastProgramWaitsForASlowClient_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("long lines") << QString(999, u'y');
        QTest::newRow("empty lines") << QString();
    }

    void aFastProgramWaitsForASlowClient()
    {
        QFETCH(QString, line);
        ServiceTester tester(running({u"yes"_s, line}));
        FakeClient &slow = tester.connect();
        slow.reads = false;
        FakeClient &other = tester.connect();
        other.reads = false;
        const qsizetype window = Conversation::kWindowBytes;
        QTRY_VERIFY_WITH_TIMEOUT(bytes(slow) >= window && bytes(other) >= window, kPatienceMs);
        QTest::qWait(100); // time for more to come, if it did
        QVERIFY2(bytes(slow) < window + 1000, qPrintable(QString::number(bytes(slow))));
        tester.takeAll(other);
        QTRY_VERIFY_WITH_TIMEOUT(bytes(other) >= 10 * window, kPatienceMs);
        QVERIFY(bytes(slow) < window + 1000);
        tester.takeAll(slow);
        QTRY_VERIFY_WITH_TIMEOUT(bytes(slow) >= 3 * window, kPatienceMs);
        tester.disconnect(slow);
        tester.disconnect(other);
    }

    void theLastLinesComeBeforeTheClose()
    {
        ServiceTester tester(shell(u"seq 1 40000"_s)); // more than a window
        FakeClient &a = tester.connect();
        a.reads = false;
        QTRY_VERIFY_WITH_TIMEOUT(bytes(a) >= Conversation::kWindowBytes, kPatienceMs);
        QVERIFY(a.received.size() < 40000);
        tester.takeAll(a);
        QTRY_COMPARE_WITH_TIMEOUT(a.closedWith, 1000, kPatienceMs);
        QCOMPARE(a.received.size(), 40000);
        QCOMPARE(a.received.last(), "40000"_ba);
    }

    void aClientThatSendsMoreThanIsReadIsClosed()
    {
        ServiceTester tester(running({u"sleep"_s, u"1000"_s}));
        FakeClient &a = tester.connect();
        const QByteArray message(64 * 1024, 'x');
        QTRY_VERIFY_WITH_TIMEOUT((tester.send(a, message), a.closedWith != 0), kPatienceMs);
        QCOMPARE(a.closedWith, 4009);
    }

    void asManyProgramsAsMay()
    {
        ServiceTester tester(running({u"cat"_s}, 2));
        FakeClient &a = tester.connect();
        FakeClient &b = tester.connect();
        FakeClient &c = tester.connect();
        QTRY_COMPARE_WITH_TIMEOUT(c.closedWith, 1013, kPatienceMs);
        tester.send(c, "is anybody there?");
        tester.disconnect(a);
        tester.send(b, "still");
        QTRY_COMPARE_WITH_TIMEOUT(b.received, QList<QByteArray>{"still"}, kPatienceMs);
        // a's program ends by itself, with its stdin; then there is room.
        const auto isLetIn = [&tester] {
            FakeClient &d = tester.connect();
            tester.send(d, "room");
            return QTest::qWaitFor([&d] { return d.closedWith || !d.received.isEmpty(); },
                                   kPatienceMs) &&
                   d.closedWith == 0;
        };
        bool letIn = false;
        QTRY_VERIFY_WITH_TIMEOUT(letIn || (letIn = isLetIn()), kPatienceMs);
    }

    void aProgramThatCannotBeStartedIsTold()
    {
        ServiceTester tester(running({u"/nowhere/at-all"_s}));
        FakeClient &a = tester.connect();
        QTRY_COMPARE_WITH_TIMEOUT(a.closedWith, 1013, kPatienceMs);
    }

    void theProgramEndsWithItsClient_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("by the end of its stdin") << u"echo $$; exec cat"_s;
        QTest::newRow("by SIGTERM") << u"echo $$; exec sleep 1000"_s;
        QTest::newRow("by SIGKILL") << u"trap '' TERM; echo $$; while :; do sleep 1; done"_s;
        QTest::newRow("with what it started") << u"sleep 1000 & echo $!; exec cat"_s;
        QTest::newRow("with what that started") << u"(sleep 1000 & echo $!; wait) & exec cat"_s;
    }

    void theProgramEndsWithItsClient()
    {
        QFETCH(QString, script);
        ServiceTester tester(shell(script));
        FakeClient &a = tester.connect();
        QTRY_COMPARE_WITH_TIMEOUT(a.received.size(), 1, kPatienceMs);
        const qint64 pid = a.received.first().toLongLong();
        QVERIFY(pid > 1 && isAlive(pid));
        tester.disconnect(a);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), kPatienceMs);
    }

    void whatAProgramLeftRunningEndsWithItsClient_data()
    {
        QTest::addColumn<bool>("reads");
        QTest::newRow("the client reads") << true;
        QTest::newRow("the program's last lines wait for the client") << false;
    }

    void whatAProgramLeftRunningEndsWithItsClient()
    {
        QFETCH(bool, reads);
        ServiceTester tester(shell(u"sleep 1000 >/dev/null & echo $! $$; seq 1 8000"_s));
        FakeClient &a = tester.connect();
        a.reads = reads;
        QTRY_VERIFY_WITH_TIMEOUT(!a.received.isEmpty(), kPatienceMs);
        const QList<QByteArray> pids = a.received.first().split(' ');
        const qint64 left = pids.first().toLongLong();
        QVERIFY(left > 1);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pids.last().toLongLong()), kPatienceMs);
        if (reads)
            QTRY_COMPARE_WITH_TIMEOUT(a.closedWith, 1000, kPatienceMs);
        tester.disconnect(a);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(left), kPatienceMs);
    }

    void aSuccessorSendsAwayWhomItWasLeft()
    {
        ServiceTester tester(running({u"cat"_s}));
        FakeClient &a = tester.connect();
        tester.send(a, "hi");
        QTRY_COMPARE_WITH_TIMEOUT(a.received.size(), 1, kPatienceMs);
        tester.restart();
        QTRY_COMPARE_WITH_TIMEOUT(a.closedWith, 1012, kPatienceMs);
    }

    void stopsWithItsPrograms()
    {
        ServiceTester tester(shell(u"echo $$; exec sleep 1000"_s));
        FakeClient &a = tester.connect();
        QTRY_COMPARE_WITH_TIMEOUT(a.received.size(), 1, kPatienceMs);
        tester.stop();
        QTRY_VERIFY_WITH_TIMEOUT(tester.stopped(), kPatienceMs);
        QVERIFY(!isAlive(a.received.first().toLongLong()));
    }

    void stopsWithAProgramWhoseLinesNobodyTakes()
    {
        ServiceTester tester(running({u"yes"_s}));
        FakeClient &slow = tester.connect();
        slow.reads = false;
        QTRY_VERIFY_WITH_TIMEOUT(bytes(slow) >= Conversation::kWindowBytes, kPatienceMs);
        tester.stop();
        QTRY_VERIFY_WITH_TIMEOUT(tester.stopped(), kPatienceMs);
        QVERIFY(bytes(slow) < 2 * Conversation::kWindowBytes);
    }
};

QTEST_GUILESS_MAIN(TestLinesService)
#include "tst_lines_service.moc"
