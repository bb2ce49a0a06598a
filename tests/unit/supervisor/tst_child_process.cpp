// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/child_process.h"

#include "support/process_state.h"

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <fcntl.h>
#include <unistd.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

ChildProcess::Program shell(const QString &script, int handDownFd = -1)
{
    return {u"/bin/sh"_s, {u"-c"_s, script}, handDownFd};
}

} // namespace

class tst_ChildProcess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsHowItEnded_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("how");
        QTest::newRow("well") << u"exit 0"_s << u"ended with status 0"_s;
        QTest::newRow("badly") << u"exit 3"_s << u"ended with status 3"_s;
        QTest::newRow("by a signal") << u"kill -SEGV $$"_s << u"ended by signal 11"_s;
    }

    void tellsHowItEnded()
    {
        QFETCH(QString, script);
        QFETCH(QString, how);
        ChildProcess child;
        QSignalSpy ended(&child, &ChildProcess::ended);
        child.start(shell(script), {});
        QVERIFY(child.isAlive());
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QCOMPARE(ended.first().first().toString(), how);
        QVERIFY(!child.isAlive());
        QCOMPARE(child.pid(), 0);
    }

    void tellsWhatItSays()
    {
        ChildProcess child;
        QSignalSpy said(&child, &ChildProcess::said);
        QSignalSpy ended(&child, &ChildProcess::ended);
        child.start(shell(u"echo out; echo err >&2; printf last"_s), {});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QByteArray all;
        for (const QList<QVariant> &bytes : said)
            all += bytes.first().toByteArray();
        QCOMPARE(all, QByteArray("out\nerr\nlast"));
    }

    void worksWhereAndWithWhatItIsTold()
    {
        ChildProcess child;
        QSignalSpy said(&child, &ChildProcess::said);
        QSignalSpy ended(&child, &ChildProcess::ended);
        ChildProcess::Program program = shell(u"printf '%s %s %s' $PWD $OF_PROGRAM $OF_START"_s);
        program.folder = u"/"_s;
        program.environment = {{u"OF_PROGRAM"_s, u"a"_s}, {u"OF_START"_s, u"b"_s}};
        child.start(program, {{u"OF_START"_s, u"c"_s}});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QCOMPARE(said.value(0).value(0).toByteArray(), QByteArray("/ a c"));
    }

    void ignoresThatNobodyHearsIt()
    {
        ChildProcess child;
        QSignalSpy ended(&child, &ChildProcess::ended);
        child.start(shell(u"kill -PIPE $$; exit 5"_s), {});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QCOMPARE(ended.first().first().toString(), u"ended with status 5"_s);
    }

    void missingProgramIsAnEnd()
    {
        ChildProcess child;
        QSignalSpy ended(&child, &ChildProcess::ended);
        child.start({u"/nonexistent/program"_s, {}, -1}, {});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QVERIFY(ended.first().first().toString().contains(u"cannot start /nonexistent/program"_s));
        child.start(shell(u"exit 0"_s), {});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 2, 10'000);
    }

    void hasItsEnvironmentAndOnlyTheDescriptorItIsGiven()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"seen"_s);
        // Two descriptors that a careless exec would hand down; one of them is meant to be.
        const int leak = ::open("/dev/null", O_RDONLY);
        const int meant = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        ChildProcess child;
        QSignalSpy ended(&child, &ChildProcess::ended);
        child.start(shell(u"ls /proc/$$/fd > \"$SEEN\""_s, meant), {{u"SEEN"_s, path}});
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        const QList<QByteArray> seen = file.readAll().simplified().split(' ');
        QVERIFY(seen.contains(QByteArray::number(meant)));
        QVERIFY(!seen.contains(QByteArray::number(leak)));
        ::close(leak);
        ::close(meant);
    }

    void grandchildrenGoWithIt_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("afterwards");
        const QString pid = u"'echo $$ > %1.new; mv %1.new %1; exec sleep 1000'"_s;
        for (const char *start : {"", "setsid ", "setsid setsid "}) {
            const QString command = QLatin1StringView(start) + u"sh -c "_s + pid + u" &"_s;
            QTest::addRow("%skilled", start) << command << u"sleep 1000"_s;
            QTest::addRow("%sended by itself", start) << command << u"while [ ! -e %1 ]; do :; done"_s;
        }
    }

    void grandchildrenGoWithIt()
    {
        QFETCH(QString, start);
        QFETCH(QString, afterwards);
        QTemporaryDir dir;
        const QString path = dir.filePath(u"pid"_s);
        ChildProcess child;
        QSignalSpy ended(&child, &ChildProcess::ended);
        child.start(shell((start + u' ' + afterwards).arg(path)), {});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 10'000);
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        const qint64 grandchild = file.readAll().trimmed().toLongLong();
        QVERIFY(grandchild > 0);
        child.kill();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(!Test::isAlive(grandchild), 10'000);
    }

    void destructorLeavesNothing()
    {
        qint64 pid = 0;
        {
            ChildProcess child;
            child.start(shell(u"sleep 1000"_s), {});
            pid = child.pid();
            QVERIFY(Test::isAlive(pid));
        }
        QVERIFY(!Test::isAlive(pid));
    }
};

QTEST_GUILESS_MAIN(tst_ChildProcess)
#include "tst_child_process.moc"
