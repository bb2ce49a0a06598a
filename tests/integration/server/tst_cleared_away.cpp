// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Somebody clears the folder of sockets away, as a logout does with $XDG_RUNTIME_DIR: who is connected
// stays, and whatever dies afterwards comes back.
#include "support/ctl.h"

#include <QtCore/qdir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {
constexpr int kPatienceMs = 60'000;
}

class tst_ClearedAway : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void workersFindTheServerAgain_data()
    {
        QTest::addColumn<bool>("withRuntimeDir");
        QTest::newRow("the server's folder") << false;
        QTest::newRow("the user's, too") << true;
    }

    void workersFindTheServerAgain()
    {
        QFETCH(const bool, withRuntimeDir);
        QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        ServerProcess server(QStringList{u"--gateways"_s, u"1"_s, u"--set"_s, u"services.off=chat"_s});
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QVERIFY(QDir(runtime.filePath(u"lanroom"_s)).exists());
        QWebSocket person;
        QStringList heard;
        connect(&person, &QWebSocket::textMessageReceived, this,
                [&heard](const QString &text) { heard.append(text); });
        QSignalSpy left(&person, &QWebSocket::disconnected);
        person.open(server.webSocketUrl(u"/relay/a"_s));
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), QAbstractSocket::ConnectedState, kPatienceMs);
        const qint64 relay = ServerProcess::pidOf(server.service(u"relay"_s));
        const qint64 echo = ServerProcess::pidOf(server.service(u"echo"_s));

        const QString cleared = withRuntimeDir ? runtime.path() : runtime.filePath(u"lanroom"_s);
        QVERIFY(QDir().rename(cleared, cleared + u".gone"_s)); // at once
        QVERIFY(QDir(cleared + u".gone"_s).removeRecursively());
        ::kill(pid_t(relay), SIGKILL);
        QVERIFY(server.waitForService(u"relay"_s, [relay](const QJsonObject &service) {
            return service.value("state"_L1) == u"running"_s && ServerProcess::pidOf(service) != relay;
        }));
        person.sendTextMessage(u"still here"_s);
        QTRY_COMPARE_WITH_TIMEOUT(heard, QStringList{u"still here"_s}, kPatienceMs);
        QCOMPARE(left.size(), 0);

        // A new gateway can reach even the services that nobody has killed, once they are replaced: until
        // then they wait for the old one, 10 s at most.
        QVERIFY(server.waitForService(u"echo"_s, [echo](const QJsonObject &service) {
            return service.value("state"_L1) == u"running"_s && ServerProcess::pidOf(service) != echo;
        }));
        const qint64 gateway =
            ServerProcess::pidOf(server.health().value("gateways"_L1).toArray().first().toObject());
        ::kill(pid_t(gateway), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(left.size(), 1, kPatienceMs);
        heard.clear();
        QWebSocket other;
        connect(&other, &QWebSocket::textMessageReceived, this,
                [&heard](const QString &text) { heard.append(text); });
        other.open(server.webSocketUrl(u"/echo"_s));
        QTRY_COMPARE_WITH_TIMEOUT(other.state(), QAbstractSocket::ConnectedState, kPatienceMs);
        other.sendTextMessage(u"hello"_s);
        QTRY_COMPARE_WITH_TIMEOUT(heard, QStringList{u"hello"_s}, kPatienceMs);
        QCOMPARE(ctl(server, {u"status"_s}).json.value("state"_L1).toString(), u"running"_s);
        const QString log = server.errors(); // what was done on purpose is no accident
        QVERIFY2(!log.contains(u"the operator's socket"_s) && !log.contains(u"could be written now"_s), qPrintable(log));
        QCOMPARE(server.stop(), 0);
    }

    /// Who has ended for good is nobody whom gateways could not reach.
    void whatHasFailedStaysAsItIs()
    {
        QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        QTemporaryDir services;
        QFile manifest(services.filePath(u"once.service.json"_s));
        QVERIFY(manifest.open(QFile::WriteOnly));
        manifest.write(R"({"name": "once", "path": "/once", "restart": "never",
                           "command": ["sh", "-c", "echo ran >> runs"]})");
        manifest.close();
        ServerProcess server(QStringList{u"--gateways"_s, u"1"_s, u"--set"_s, u"services.off=chat relay"_s,
                                         u"--set"_s, u"services.folder="_s + services.path()});
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QVERIFY(server.waitForState(u"once"_s, u"failed"_s));
        const qint64 echo = ServerProcess::pidOf(server.service(u"echo"_s));
        const QString cleared = runtime.filePath(u"lanroom"_s);
        QVERIFY(QDir().rename(cleared, cleared + u".gone"_s));
        QVERIFY(server.waitForAnother(u"echo"_s, echo));
        QCOMPARE(server.service(u"once"_s).value("state"_L1).toString(), u"failed"_s);
        QFile runs(services.filePath(u"runs"_s));
        QVERIFY(runs.open(QFile::ReadOnly));
        QCOMPARE(runs.readAll(), QByteArray("ran\n"));
        QCOMPARE(server.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_ClearedAway)
#include "tst_cleared_away.moc"
