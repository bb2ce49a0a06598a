// SPDX-License-Identifier: LGPL-3.0-or-later
//
// lanroom-server as a person or a script meets it: its first line, its end, and why it won't start.
#include "support/server_process.h"

#include <QtCore/qelapsedtimer.h>
#include <QtNetwork/qtcpserver.h>
#include <QtTest/qtest.h>

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList withoutChat()
{
    return {u"--set"_s, u"services.off=chat"_s};
}

struct Outcome
{
    int status;
    QString out;
    QString errors;
};

/// Runs lanroom-server with exactly these arguments to its end.
Outcome run(const QStringList &arguments)
{
    QProcess process;
    process.start(ServerProcess::program(u"lanroom-server"_s), arguments);
    if (!process.waitForFinished(30'000))
        return {-1, {}, u"it did not end"_s};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class tst_StartStop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// A typing error in them would go unseen: the server starts, and does something else.
    void saysWhichSettingsNameNothing()
    {
        ServerProcess server(withoutChat() + QStringList{u"--set"_s, u"services.open=ecko"_s, u"--set"_s,
                                                         u"services.folder=/nonexistent"_s});
        QVERIFY(server.start());
        QCOMPARE(server.stop(), 0);
        const QString said = server.errors();
        QVERIFY2(said.contains(u"services.open: there is no service 'ecko'"_s), qPrintable(said));
        QVERIFY2(said.contains(u"services.folder: there is no folder /nonexistent"_s), qPrintable(said));
        QVERIFY2(!said.contains(u"'chat'"_s), qPrintable(said));
    }

    void servesAfterItsFirstLine()
    {
        ServerProcess server(withoutChat());
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QCOMPARE(server.firstLine(), u"Lanroom listening on http://127.0.0.1:%1/\n"_s.arg(server.port()));
        const QByteArray answer = server.get(u"/healthz"_s);
        QVERIFY2(answer.startsWith("HTTP/1.1 200 "), answer.constData());

        static const QRegularExpression order(
            u"\r\n\r\n\\{\"status\":\"ok\",\"version\":\"[^\"]+\",\"uptime_s\":[0-9]+,"_s
            u"\"gateways\":\\[\\{\"id\":1,\"pid\":[0-9]+,\"state\":\"running\",\"clients\":0\\},.*\\],"_s
            u"\"services\":\\[\\{\"name\":.*\\]\\}\n$"_s);
        QVERIFY2(order.match(QString::fromUtf8(answer)).hasMatch(), answer.constData());
        const QJsonObject health = server.health();
        QCOMPARE(health.value("status"_L1).toString(), u"ok"_s);
        QVERIFY(!health.value("version"_L1).toString().isEmpty());
        QVERIFY(health.value("uptime_s"_L1).isDouble());
        QCOMPARE(health.value("gateways"_L1).toArray().size(), 2);
        QCOMPARE(server.gateway(1).value("state"_L1).toString(), u"running"_s);
        QCOMPARE(server.gateway(1).value("clients"_L1).toInteger(-1), 0);
        const QJsonObject echo = server.service(u"echo"_s);
        QCOMPARE(echo.value("path"_L1).toString(), u"/echo"_s);
        QCOMPARE(echo.value("state"_L1).toString(), u"running"_s);
        QCOMPARE(echo.value("restarts"_L1).toInteger(-1), 0);
        QVERIFY(isAlive(ServerProcess::pidOf(echo)));
        QVERIFY(server.get(u"/"_s).startsWith("HTTP/1.1 200 "));
    }

    void wildcardIsAnnouncedByAnAddressThatWorks()
    {
        ServerProcess server(withoutChat() << u"--host"_s << u"any"_s);
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QVERIFY(server.url().host() != u"0.0.0.0"_s && server.url().host() != u"::"_s);
        QVERIFY2(server.get(u"/healthz"_s).startsWith("HTTP/1.1 200 "), qPrintable(server.firstLine()));
    }

    void endsInGoodOrder_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGHUP: its terminal was closed") << SIGHUP;
    }

    void endsInGoodOrder()
    {
        QFETCH(int, signal);
        ServerProcess server(withoutChat());
        QVERIFY2(server.start(), qPrintable(server.errors()));
        const QList<qint64> workers = server.workerPids();
        QCOMPARE(workers.size(), 4);
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(::kill(pid_t(server.pid()), signal), 0);
        QCOMPARE(server.waitForEnd(), 0);
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
        for (const qint64 pid : workers)
            QVERIFY(!isAlive(pid));
        QVERIFY(!QFile::exists(server.dataDir() + u"/control"_s));
    }

    void endsWhileItStarts()
    {
        ServerProcess server(withoutChat());
        server.launch();
        QVERIFY(server.process().waitForStarted());
        // Once there is a lock, the handlers of the signals are in place.
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(server.dataDir() + u"/lock"_s), 30'000);
        QCOMPARE(server.stop(), 0);
    }

    void startsAgainOnTheSameDirectory()
    {
        ServerProcess server(withoutChat());
        for (int i = 0; i < 2; ++i) {
            QVERIFY2(server.start(), qPrintable(server.errors()));
            QCOMPARE(server.stop(), 0);
        }
    }

    void takesGatewaysAndSettingsFromTheFile()
    {
        ServerProcess server(withoutChat());
        QFile file(server.dataDir() + u"/lanroom.conf"_s);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("server.gateways = 3\nserver.port = 1\n"); // the flag --port 0 wins
        file.close();
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QCOMPARE(server.health().value("gateways"_L1).toArray().size(), 3);
    }

    void secondInstanceIsRefused()
    {
        ServerProcess first(withoutChat());
        QVERIFY2(first.start(), qPrintable(first.errors()));
        const Outcome second = run({u"--data"_s, first.dataDir(), u"--port"_s, u"0"_s});
        QCOMPARE(second.status, 1);
        QVERIFY2(second.errors.contains(u"another Lanroom"_s), qPrintable(second.errors));
        QVERIFY(second.errors.contains(QString::number(first.pid())));
        checkOneLine(second);
        QCOMPARE(first.health().value("status"_L1).toString(), u"ok"_s);
    }

    void takenPortIsNamedWithItsOwner()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        QTemporaryDir dir;
        const Outcome outcome = run({u"--data"_s, dir.path(), u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
                                     QString::number(other.serverPort())});
        QCOMPARE(outcome.status, 1);
        QVERIFY(outcome.errors.contains(u"port %1 is taken by tst_start_stop"_s.arg(other.serverPort())));
        checkOneLine(outcome);
    }

    void refusesToStart_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("says");
        const QString data = u"--data"_s;
        const QString dir = m_dir.filePath(u"place"_s);
        const QString file = QCoreApplication::applicationFilePath();
        QTest::newRow("unwritable directory")
            << QStringList{data, file + u"/below"_s} << 1 << u"cannot create the folder"_s;
        QTest::newRow("directory is a file") << QStringList{data, file} << 1 << u"is not a folder"_s;
        QTest::newRow("another machine's address")
            << QStringList{data, dir, u"--host"_s, u"192.0.2.1"_s} << 1 << u"not an address of this"_s;
        QTest::newRow("bad port")
            << QStringList{data, dir, u"--port"_s, u"70000"_s} << 1 << u"from 0 to 65535"_s;
        QTest::newRow("no such setting")
            << QStringList{data, dir, u"--set"_s, u"no.such=1"_s} << 1 << u"no setting 'no.such'"_s;
        QTest::newRow("missing password file")
            << QStringList{data, dir, u"--access"_s, u"/nonexistent"_s} << 1 << u"password file"_s;
        QTest::newRow("password file that is no text")
            << QStringList{data, dir, u"--access"_s, file} << 1 << u"password file"_s;
        QTest::newRow("unknown flag") << QStringList{u"--nonsense"_s} << 2 << u"nonsense"_s;
        QTest::newRow("set without value") << QStringList{u"--set"_s, u"x"_s} << 2 << u"KEY=VALUE"_s;
        QTest::newRow("argument") << QStringList{u"here"_s} << 2 << u"unexpected argument"_s;
    }

    void refusesToStart()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QString, says);
        const Outcome outcome = run(arguments);
        QCOMPARE(outcome.status, status);
        QVERIFY2(outcome.errors.contains(says), qPrintable(outcome.errors));
        checkOneLine(outcome);
    }

    void badSettingsFileNamesItsLine()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"lanroom.conf"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("# mine\nserver.port = many\n");
        file.close();
        const Outcome outcome = run({u"--data"_s, dir.path()});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.errors.contains(u"lanroom.conf, line 2: server.port"_s), qPrintable(outcome.errors));
        checkOneLine(outcome);
    }

    void tellsAboutItself()
    {
        const Outcome version = run({u"--version"_s});
        QCOMPARE(version.status, 0);
        QVERIFY(version.out.startsWith(u"lanroom-server "_s));
        const Outcome help = run({u"--help"_s});
        QCOMPARE(help.status, 0);
        for (const QString &word : {u"--data"_s, u"--access"_s, u"server.gateways"_s})
            QVERIFY2(help.out.contains(word), qPrintable(word));
        QVERIFY(help.errors.isEmpty());
    }

    void showsQrCodeWhenAsked()
    {
        ServerProcess server(withoutChat() << u"--qr"_s);
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QTRY_VERIFY_WITH_TIMEOUT(server.process().bytesAvailable() > 0, 10'000);
        QVERIFY(QString::fromUtf8(server.process().readAllStandardOutput()).contains(u'▀'));
    }

    void workersSayPolitelyWhatTheyAre_data()
    {
        QTest::addColumn<QString>("program");
        for (const char *name : {"lanroom-gateway", "lanroom-echo", "lanroom-relay"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void workersSayPolitelyWhatTheyAre()
    {
        QFETCH(QString, program);
        QProcess worker;
        worker.start(ServerProcess::program(program), QStringList());
        QVERIFY(worker.waitForFinished(10'000));
        QCOMPARE(worker.exitCode(), 2);
        QVERIFY(worker.readAllStandardError().contains("lanroom-server"));
    }

private:
    static void checkOneLine(const Outcome &outcome)
    {
        QCOMPARE(outcome.errors.count(u'\n'), 1);
        QVERIFY(outcome.errors.startsWith(u"lanroom-server: "_s));
        QVERIFY(outcome.out.isEmpty());
    }

    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(tst_StartStop)
#include "tst_start_stop.moc"
