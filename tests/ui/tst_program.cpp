// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The program lanroom as a process: flags, exit statuses, signals, one server a data directory.
#include "config/data_dir.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

#include <csignal>

using namespace Lanroom;

namespace {

constexpr int kPatience = 30000; // ms

QString program()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/lanroom");
}

} // namespace

class tst_Program : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItIs_data()
    {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("help") << QStringLiteral("--help") << QByteArray("Usage: ");
        QTest::newRow("version") << QStringLiteral("--version") << QByteArray("lanroom ");
    }

    void saysWhatItIs()
    {
        QFETCH(QString, flag);
        QFETCH(QByteArray, begin);
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.remove(QStringLiteral("DISPLAY")); // neither needs a display
        process.setProcessEnvironment(environment);
        process.start(program(), {flag});
        QVERIFY(process.waitForFinished(kPatience));
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(process.readAllStandardOutput().startsWith(begin));
    }

    void withoutAScreenSaysSo()
    {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromLatin1(name));
        process.setProcessEnvironment(environment);
        process.start(program(), {});
        QVERIFY(process.waitForFinished(kPatience));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        const QByteArray said = process.readAllStandardError();
        QCOMPARE(said.count('\n'), 1);
        QVERIFY(said.contains("lanroom-server"));
    }

    void refusesBadFlags_data()
    {
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<int>("status");
        const QString port = QStringLiteral("--port");
        const QString set = QStringLiteral("--set");
        // As lanroom-server has it: 2 where the flags cannot be understood, 1 where a value will not do.
        QTest::newRow("unknown") << QStringList{QStringLiteral("--frobnicate")} << 2;
        QTest::newRow("stray word") << QStringList{QStringLiteral("now")} << 2;
        QTest::newRow("no value") << QStringList{set, QStringLiteral("server.port")} << 2;
        QTest::newRow("no number") << QStringList{port, QStringLiteral("many")} << 1;
        QTest::newRow("no such port") << QStringList{port, QStringLiteral("70000")} << 1;
        QTest::newRow("no gateways") << QStringList{set, QStringLiteral("server.gateways=0")} << 1;
        QTest::newRow("no such setting") << QStringList{set, QStringLiteral("tea.sugar=2")} << 1;
    }

    void refusesBadFlags()
    {
        QFETCH(QStringList, flags);
        QProcess process;
        process.start(program(), flags);
        QVERIFY(process.waitForFinished(kPatience));
        QTEST(process.exitCode(), "status");
        const QByteArray said = process.readAllStandardError();
        QVERIFY2(said.startsWith("lanroom: ") && said.count('\n') == 1, said.constData());
    }

    void saysWhyAFolderWillNotDo()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QFile::WriteOnly));
        QProcess process;
        process.start(program(), {QStringLiteral("--data"), file.fileName()});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += process.readAllStandardError()).contains("lanroom: "),
                                 kPatience);
        QVERIFY2(said.contains(file.fileName().toUtf8()), said.constData());
        process.kill(); // the dialog waits for somebody to read it
        QVERIFY(process.waitForFinished(kPatience));
    }

    void aSignalClosesItInGoodOrder_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP: its terminal was closed") << SIGHUP;
    }

    void aSignalClosesItInGoodOrder()
    {
        QFETCH(int, signal);
        QTemporaryDir dir;
        QProcess process;
        process.start(program(), {QStringLiteral("--start"), QStringLiteral("--data"), dir.path(),
                                  QStringLiteral("--port"), QStringLiteral("0"),
                                  QStringLiteral("--set"), QStringLiteral("server.gateways=1")});
        // Its operator socket is there while it runs.
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(DataDir::controlFile(dir.path())), kPatience);
        QCOMPARE(::kill(pid_t(process.processId()), signal), 0);
        QVERIFY(process.waitForFinished(kPatience));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        QVERIFY(!QFile::exists(DataDir::settingsFile(dir.path()))); // flags are not written down
    }
};

QTEST_GUILESS_MAIN(tst_Program)
#include "tst_program.moc"
