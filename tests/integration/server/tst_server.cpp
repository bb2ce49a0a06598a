// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The Server object as the window holds it, with real processes.
#include "base/file_lock.h"
#include "server/addresses.h"
#include "server/clients.h"
#include "server/server.h"
#include "server/traffic.h"
#include "server/workers.h"
#include "support/server_process.h"

#include <QtNetwork/qtcpserver.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;
using State = Server::State;

namespace {

constexpr int kPatienceMs = 30'000;

Settings onLoopback(quint16 port = 0)
{
    Settings settings;
    const QList<std::pair<QString, QString>> values{{u"server.host"_s, u"127.0.0.1"_s},
                                                    {u"server.port"_s, QString::number(port)},
                                                    {u"services.off"_s, u"chat,demo-chatroom,guestbook"_s}};
    for (const auto &[key, value] : values) {
        if (!settings.set(key, value))
            qFatal("setting");
    }
    return settings;
}

/// The status line of the answer to GET / with this Host; asked from the event loop, which the server
/// needs too.
QByteArray statusFor(quint16 port, const QByteArray &host)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    socket.write("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    if (!QTest::qWaitFor([&socket] { return socket.canReadLine(); }, kPatienceMs))
        return {};
    return socket.readLine().trimmed();
}

} // namespace

class tst_Server : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = Server::create();
    }

    void cleanup() { m_server.reset(); }

    void startsStopsAndStartsAgain()
    {
        QSignalSpy states(m_server.get(), &Server::stateChanged);
        for (int i = 0; i < 2; ++i) {
            states.clear();
            startAndWait();
            QVERIFY(m_server->port() > 0);
            QCOMPARE(m_server->addresses().best(), u"http://127.0.0.1:%1/"_s.arg(m_server->port()));
            QCOMPARE(m_server->workers().services().size(), 2);
            QCOMPARE(m_server->workers().gateways().size(), 2);
            m_server->stop();
            QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), State::Stopped, kPatienceMs);
            QList<State> seen;
            for (const QList<QVariant> &state : states)
                seen.append(state.first().value<State>());
            QCOMPARE(seen, (QList<State>{State::Starting, State::Running, State::Stopping, State::Stopped}));
            QCOMPARE(m_server->port(), 0);
            QVERIFY(m_server->workers().services().isEmpty());
            QVERIFY(m_server->addresses().urls().isEmpty());
        }
    }

    void showsWhoIsThere()
    {
        startAndWait();
        QSignalSpy changed(&m_server->clients(), &Clients::changed);
        QWebSocket client;
        client.open(QUrl(u"ws://127.0.0.1:%1/echo"_s.arg(m_server->port())));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->clients().count(), 1, kPatienceMs);
        QTRY_VERIFY(!changed.isEmpty());
        const ClientRow row = m_server->clients().rows().first();
        QCOMPARE(row.service, u"echo"_s);
        QCOMPARE(row.address, u"127.0.0.1"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->traffic().total().clients, 1, kPatienceMs);
        QVERIFY(!m_server->traffic().outsideSeen());

        // Its gateway dies: so does its row.
        const GatewayRow gateway = m_server->workers().gateways().at(row.id.slot() - 1);
        QCOMPARE(::kill(pid_t(gateway.pid), SIGKILL), 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->clients().count(), 0, kPatienceMs);
    }

    void settingsThatApplyAtOnceDo()
    {
        startAndWait();
        const quint16 port = m_server->port();
        QCOMPARE(statusFor(port, "tea.example"), QByteArray("HTTP/1.1 421 Misdirected Request"));
        QVERIFY(m_server->change(u"http.allowed_hosts", u"tea.example"_s));
        QTRY_COMPARE_WITH_TIMEOUT(statusFor(port, "tea.example"), QByteArray("HTTP/1.1 200 OK"), kPatienceMs);
        QVERIFY(!m_server->change(u"http.allowed_hosts", QString(5000, u'x')));
        QVERIFY(!m_server->change(u"no.such", u"x"_s));
    }

    void failedStartIsToldAndEndsStopped()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Error error{ErrorCode::System, {}};
        connect(m_server.get(), &Server::startFailed, this, [&error](const Error &why) { error = why; });
        m_server->start(m_dir->path(), onLoopback(other.serverPort()));
        QCOMPARE(m_server->state(), State::Starting);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), State::Stopped, kPatienceMs);
        QCOMPARE(error.code, ErrorCode::Taken);
        QVERIFY(!QFile::exists(m_dir->filePath(u"control"_s)));
        startAndWait(); // nothing of the failed start is in the way
    }

    void aFolderInUseIsNotAPortInUse()
    {
        const Result<std::unique_ptr<FileLock>> other = FileLock::take(m_dir->filePath(u"lock"_s));
        QVERIFY(other);
        Error error{ErrorCode::System, {}};
        connect(m_server.get(), &Server::startFailed, this, [&error](const Error &why) { error = why; });
        m_server->start(m_dir->path(), onLoopback());
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), State::Stopped, kPatienceMs);
        QCOMPARE(error.code, ErrorCode::Busy);
    }

    /// One that stops takes its control file away first, and lets go of its folder last.
    void whoIsAboutToLetGoOfTheFolderIsWaitedFor()
    {
        Result<std::unique_ptr<FileLock>> other = FileLock::take(m_dir->filePath(u"lock"_s));
        QVERIFY(other);
        const QString control = m_dir->filePath(u"control"_s);
        QVERIFY(QFile(control).open(QFile::WriteOnly));
        QTimer::singleShot(200, this, [control] { QFile::remove(control); });
        QTimer::singleShot(500, this, [&other] { other->reset(); });
        startAndWait();
        QVERIFY(!*other);
    }

    void stopDuringStartEndsStopped()
    {
        m_server->start(m_dir->path(), onLoopback());
        m_server->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), State::Stopped, kPatienceMs);
        m_server->start(m_dir->path(), onLoopback());
        QTRY_VERIFY_WITH_TIMEOUT(m_server->port() > 0, kPatienceMs);
        m_server->stop();
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), State::Stopped, kPatienceMs);
    }

    void destroyingKillsWhatIsLeft()
    {
        startAndWait();
        QList<qint64> pids;
        for (const GatewayRow &row : m_server->workers().gateways())
            pids.append(row.pid);
        for (const ServiceRow &row : m_server->workers().services())
            pids.append(row.pid);
        QCOMPARE(pids.size(), 4);
        m_server.reset();
        for (const qint64 pid : pids)
            QVERIFY(!Test::isAlive(pid));
    }

    void unknownClientsAndServicesAreNotFound()
    {
        startAndWait();
        const ClientId nobody = ClientId::make(1, 1, 1);
        QCOMPARE(answerOf([&](const CommandDone &done) { m_server->clients().kick(nobody, done); }),
                 ErrorCode::NotFound);
        QCOMPARE(answerOf([&](const CommandDone &done) { m_server->workers().restartService(u"x"_s, done); }),
                 ErrorCode::NotFound);
    }

private:
    void startAndWait()
    {
        m_server->start(m_dir->path(), onLoopback());
        QTRY_COMPARE_WITH_TIMEOUT(m_server->state(), State::Running, kPatienceMs);
    }

    /// The error a command ends with; Busy when it is not answered, or not with an error.
    static ErrorCode answerOf(const std::function<void(const CommandDone &)> &command)
    {
        std::optional<ErrorCode> code;
        command([&code](const Result<QCborMap> &result) {
            code = result ? ErrorCode::Busy : result.error().code;
        });
        const bool answered = QTest::qWaitFor([&code] { return code.has_value(); }, kPatienceMs);
        return answered ? *code : ErrorCode::Busy;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Server> m_server;
};

QTEST_GUILESS_MAIN(tst_Server)
#include "tst_server.moc"
