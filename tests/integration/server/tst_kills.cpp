// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Any process dies or hangs at any moment: who is replaced how soon, and who must not notice.
#include "support/server_process.h"

#include <QtCore/qelapsedtimer.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

#include <memory>

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

QStringList withoutChat()
{
    return {u"--set"_s, u"services.off=chat"_s};
}

/// A client of /echo that remembers what comes back.
class EchoClient : public QWebSocket
{
public:
    explicit EchoClient(const ServerProcess &server)
    {
        connect(this, &QWebSocket::textMessageReceived, this, [this](const QString &text) { got.append(text); });
        open(server.webSocketUrl(u"/echo"_s));
    }
    QStringList got;
};

bool isRunning(const QJsonObject &worker)
{
    return ServerProcess::stateOf(worker) == u"running";
}

} // namespace

class tst_Kills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedGatewayRefusesNobodyAndIsReplaced()
    {
        ServerProcess server(withoutChat());
        QVERIFY2(server.start(), qPrintable(server.errors()));
        // The clients of the other gateway.
        std::vector<std::unique_ptr<EchoClient>> clients;
        for (int i = 0; i < 20; ++i)
            clients.push_back(std::make_unique<EchoClient>(server));
        for (const auto &client : clients)
            QTRY_VERIFY_WITH_TIMEOUT(client->isValid(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(clientsOf(server, 1) + clientsOf(server, 2), 20, kPatienceMs);
        const qint64 others = clientsOf(server, 2);

        for (int kill = 0; kill < 3; ++kill) {
            const qint64 pid = ServerProcess::pidOf(server.gateway(1));
            QElapsedTimer clock;
            clock.start();
            QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
            for (int i = 0; i < 20; ++i)
                QVERIFY(server.get(u"/healthz"_s).startsWith("HTTP/1.1 "));
            QJsonObject gateway;
            QTRY_VERIFY_WITH_TIMEOUT(
                isRunning(gateway = server.gateway(1)) && ServerProcess::pidOf(gateway) != pid, kPatienceMs);
            if (kill == 0) {
                // Later ones may be delayed: a gateway killed again within 10 s backs off.
                qInfo("replaced after %lld ms", clock.elapsed());
                QVERIFY(clock.elapsed() < 1000);
            }
        }
        qint64 connected = 0;
        for (const auto &client : clients)
            connected += client->isValid();
        QCOMPARE(connected, others);
        QTRY_COMPARE_WITH_TIMEOUT(clientsOf(server, 2), others, kPatienceMs);
    }

    void killedServiceIsReplacedBehindOpenSockets()
    {
        ServerProcess server(withoutChat());
        QVERIFY2(server.start(), qPrintable(server.errors()));
        EchoClient client(server);
        QTRY_VERIFY_WITH_TIMEOUT(client.isValid(), kPatienceMs);
        QSignalSpy closed(&client, &QWebSocket::disconnected);
        client.sendTextMessage(u"before"_s);
        QTRY_COMPARE_WITH_TIMEOUT(client.got.size(), 1, kPatienceMs);

        const qint64 relay = ServerProcess::pidOf(server.service(u"relay"_s));
        const qint64 pid = ServerProcess::pidOf(server.service(u"echo"_s));
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
        QVERIFY(server.waitForAnother(u"echo"_s, pid));
        qInfo("replaced after %lld ms", clock.elapsed());
        client.sendTextMessage(u"after"_s);
        QTRY_COMPARE_WITH_TIMEOUT(client.got, (QStringList{u"before"_s, u"after"_s}), kPatienceMs);
        QCOMPARE(closed.size(), 0);
        QCOMPARE(server.service(u"echo"_s).value("restarts"_L1).toInteger(), 1);
        QCOMPARE(ServerProcess::pidOf(server.service(u"relay"_s)), relay);
    }

    void hangingWorkersAreReplaced()
    {
        ServerProcess server(withoutChat());
        QVERIFY2(server.start(), qPrintable(server.errors()));
        const qint64 echo = ServerProcess::pidOf(server.service(u"echo"_s));
        const qint64 gateway = ServerProcess::pidOf(server.gateway(2));
        QCOMPARE(::kill(pid_t(echo), SIGSTOP), 0);
        QCOMPARE(::kill(pid_t(gateway), SIGSTOP), 0);
        // Until the stopped gateway is replaced, what the kernel gave it waits in it.
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(gateway) && !isAlive(echo), kPatienceMs);
        QVERIFY(server.waitForAnother(u"echo"_s, echo));
        QVERIFY(QTest::qWaitFor([&] { return isRunning(server.gateway(2)); }, kPatienceMs));
        QCOMPARE(server.service(u"relay"_s).value("restarts"_L1).toInteger(-1), 0);
    }

    void suspendedServerForgives()
    {
        ServerProcess server(withoutChat());
        QVERIFY2(server.start(), qPrintable(server.errors()));
        const QList<qint64> workers = server.workerPids();
        // All stop together, as when a machine sleeps, for longer than silence is borne.
        for (const qint64 pid : workers + QList<qint64>{server.pid()})
            QCOMPARE(::kill(pid_t(pid), SIGSTOP), 0);
        QTest::qWait(7'000);
        for (const qint64 pid : QList<qint64>{server.pid()} + workers)
            QCOMPARE(::kill(pid_t(pid), SIGCONT), 0);
        QTest::qWait(3'000);
        QCOMPARE(server.workerPids(), workers);
    }

    void killedServerLeavesNoOrphansAndStartsAgain()
    {
        ServerProcess server(withoutChat());
        QVERIFY2(server.start(), qPrintable(server.errors()));
        const QList<qint64> workers = server.workerPids();
        QCOMPARE(workers.size(), 4);
        QElapsedTimer clock;
        clock.start();
        server.kill();
        for (const qint64 pid : workers)
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), 2000);
        clock.start();
        QVERIFY2(server.start(), qPrintable(server.errors()));
        qInfo("up again after %lld ms", clock.elapsed());
        QVERIFY(clock.elapsed() < 3000);
        QCOMPARE(server.health().value("status"_L1).toString(), u"ok"_s);
    }

    void samePortIsInheritedFromAKilledServer()
    {
        ServerProcess first(withoutChat());
        QVERIFY2(first.start(), qPrintable(first.errors()));
        ServerProcess second(withoutChat() << u"--port"_s << QString::number(first.port()));
        second.setDataDir(first.dataDir());
        first.process().kill();
        QVERIFY2(second.start(), qPrintable(second.errors()));
        QCOMPARE(second.port(), first.port());
    }

private:
    static qint64 clientsOf(const ServerProcess &server, int slot)
    {
        return server.gateway(slot).value("clients"_L1).toInteger();
    }
};

QTEST_GUILESS_MAIN(tst_Kills)
#include "tst_kills.moc"
