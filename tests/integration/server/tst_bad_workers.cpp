// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that breaks every rule of its link hurts nobody but itself.
#include "support/server_process.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 40'000;
// What was freed stays with a sanitizer for a while, up to 256 MiB of it.
#ifdef __SANITIZE_ADDRESS__
constexpr qint64 kServerBytes = 512LL << 20;
#else
constexpr qint64 kServerBytes = 200LL << 20;
#endif

} // namespace

class tst_BadWorkers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isRestartedAndNothingElseHurt_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"garbage", "two-gigabytes", "half-a-frame", "not-cbor"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }

    void isRestartedAndNothingElseHurt()
    {
        QFETCH(QString, way);
        ServerProcess server(withBadWorker(way));
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QWebSocket client;
        QStringList got;
        QSignalSpy closed(&client, &QWebSocket::disconnected);
        connect(&client, &QWebSocket::textMessageReceived, &client,
                [&got](const QString &text) { got.append(text); });
        client.open(server.webSocketUrl(u"/echo"_s));
        QTRY_VERIFY_WITH_TIMEOUT(client.isValid(), kPatienceMs);
        const qint64 echo = ServerProcess::pidOf(server.service(u"echo"_s));

        QTRY_VERIFY_WITH_TIMEOUT(server.service(u"bad"_s).value("restarts"_L1).toInteger() >= 2, kPatienceMs);
        client.sendTextMessage(u"still here"_s);
        QTRY_COMPARE_WITH_TIMEOUT(got, QStringList{u"still here"_s}, kPatienceMs);
        QCOMPARE(closed.size(), 0);
        QCOMPARE(ServerProcess::pidOf(server.service(u"echo"_s)), echo);
        QCOMPARE(server.gateway(1).value("state"_L1).toString(), u"running"_s);
        QCOMPARE(server.stop(), 0);
    }

    void failsWhenItNeverGetsReady_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"exit", "crash", "garbage-first", "standby"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }

    void failsWhenItNeverGetsReady()
    {
        QFETCH(QString, way);
        ServerProcess server(withBadWorker(way));
        // The others are served all the same.
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QJsonObject bad;
        QTRY_COMPARE_WITH_TIMEOUT((bad = server.service(u"bad"_s)).value("state"_L1).toString(), u"failed"_s,
                                  kPatienceMs);
        QCOMPARE(bad.value("restarts"_L1).toInteger(), 4);
        QVERIFY(server.get(u"/healthz"_s).startsWith("HTTP/1.1 503 "));
        QCOMPARE(server.service(u"echo"_s).value("state"_L1).toString(), u"running"_s);
        QCOMPARE(server.stop(), 0);
    }

    /// The old worker dies while its successor starts, and is started again while that is still there.
    void aSuccessorThatStaysIsInNobodysWay()
    {
        ServerProcess server(withBadWorker(u"listen"_s));
        QVERIFY(server.start());
        const qint64 old = ServerProcess::pidOf(server.service(u"bad"_s));
        QProcess update;
        update.start(ServerProcess::program(u"lanroomctl"_s),
                     {u"--data"_s, server.dataDir(), u"update"_s, u"bad"_s});
        QString log;
        QTRY_COMPARE_WITH_TIMEOUT((log += server.errors()).count(u": listens"_s), 2, kPatienceMs);
        ::kill(pid_t(old), SIGKILL);
        QVERIFY(server.waitForAnother(u"bad"_s, old));
        QTRY_COMPARE_WITH_TIMEOUT(update.state(), QProcess::NotRunning, kPatienceMs);
        QCOMPARE(update.exitCode(), 1);
        QCOMPARE(server.service(u"bad"_s).value("restarts"_L1).toInteger(), 1);
        QCOMPARE(server.stop(), 0);
    }

    void floodingWordsHurtNobody()
    {
        ServerProcess server(withBadWorker(u"flood"_s));
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QByteArray log;
        const auto logs = [&log, &server](const QByteArray &words) {
            return (log += server.process().readAllStandardError()).contains(words);
        };
        QTRY_VERIFY_WITH_TIMEOUT(logs("more lines came too fast"), kPatienceMs);
        const QByteArray tagged =
            "bad[" + QByteArray::number(ServerProcess::pidOf(server.service(u"bad"_s))) + "]: words without end";
        QTRY_VERIFY2_WITH_TIMEOUT(logs(tagged), log.left(2000).constData(), kPatienceMs);
        checkServes(server);
    }

    void unreadLogBlocksNobody()
    {
        const QString path = m_services.filePath(u"unread"_s);
        QCOMPARE(::mkfifo(path.toUtf8().constData(), 0600), 0);
        const int unread = ::open(path.toUtf8().constData(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(unread >= 0);
        ::fcntl(unread, F_SETPIPE_SZ, 4096);
        ServerProcess server(withBadWorker(u"flood"_s));
        server.process().setStandardErrorFile(path);
        QVERIFY(server.start());
        // By then the flood has come to many times what the pipe holds.
        QTRY_VERIFY_WITH_TIMEOUT(server.health().value("uptime_s"_L1).toInteger() >= 2, kPatienceMs);
        int inside = 0;
        QVERIFY(::ioctl(unread, FIONREAD, &inside) == 0 && inside > 0);
        checkServes(server);
        ::close(unread);
    }

    void whatAWorkerStartedEndsWithTheServer()
    {
        ServerProcess server(withBadWorker(u"with-a-child"_s));
        QVERIFY(server.start());
        static const QRegularExpression line(u"bad\\[[0-9]+\\]: has child ([0-9]+)\n"_s);
        QString log;
        QTRY_VERIFY_WITH_TIMEOUT((log += server.errors()).contains(line), kPatienceMs);
        const qint64 child = line.match(log).captured(1).toLongLong();
        QVERIFY(isAlive(child));
        server.kill();
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(child), kPatienceMs);
    }

    void unknownFramesAreBorne()
    {
        ServerProcess server(withBadWorker(u"unknown-type"_s));
        QVERIFY2(server.start(), qPrintable(server.errors()));
        QTest::qWait(2'000);
        const QJsonObject bad = server.service(u"bad"_s);
        QCOMPARE(bad.value("state"_L1).toString(), u"running"_s);
        QCOMPARE(bad.value("restarts"_L1).toInteger(), 0);
    }

private:
    static void checkServes(ServerProcess &server)
    {
        for (int i = 0; i < 20; ++i)
            QVERIFY(server.get(u"/healthz"_s).startsWith("HTTP/1.1 200"));
        QCOMPARE(server.service(u"bad"_s).value("state"_L1).toString(), u"running"_s);
        QCOMPARE(server.service(u"bad"_s).value("restarts"_L1).toInteger(), 0);
        const qint64 bytes = residentBytes(server.pid());
        QVERIFY2(bytes < kServerBytes, qPrintable(QString::number(bytes)));
        QCOMPARE(server.stop(), 0);
    }

    QStringList withBadWorker(const QString &way)
    {
        QFile file(m_services.filePath(u"bad.service.json"_s));
        if (!file.open(QFile::WriteOnly))
            return {};
        file.write(QStringLiteral("{\"name\":\"bad\",\"path\":\"/bad\",\"command\":[\"bad_worker\",\"%1\"]}")
                       .arg(way).toUtf8());
        // One gateway: two are told of a change one after the other, and either may answer the next question.
        return {u"--gateways"_s, u"1"_s, u"--set"_s, u"services.folder="_s + m_services.path(), u"--set"_s,
                u"services.off=chat"_s};
    }

    QTemporaryDir m_services;
};

QTEST_GUILESS_MAIN(tst_BadWorkers)
#include "tst_bad_workers.moc"
