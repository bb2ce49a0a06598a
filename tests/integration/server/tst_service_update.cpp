// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service replaced while it serves, in good order and not: its clients stay connected whatever the
// old and the new worker do, and never have both of them the same file open.
#include "support/ctl.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

/// Somebody connected to /moody.
struct Visitor
{
    explicit Visitor(const ServerProcess &server)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { said.append(text); });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { ++closed; });
        socket.open(server.webSocketUrl(u"/moody"_s));
    }

    QWebSocket socket;
    QStringList said;
    int closed = 0;
};

} // namespace

class tst_ServiceUpdate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QFile::copy(ServerProcess::program(u"moody_service"_s), m_folder->filePath(u"moody"_s)));
        write(m_folder->filePath(u"moody.service.json"_s),
              R"({"name": "moody", "path": "/moody", "command": ["moody"]})");
        m_server = std::make_unique<ServerProcess>(QStringList{
            u"--set"_s, u"services.folder="_s + m_folder->path(), u"--set"_s, u"services.off=chat,relay"_s});
        QVERIFY2(m_server->start(), qPrintable(m_server->errors()));
        m_pid = pid();
        m_visitor = std::make_unique<Visitor>(*m_server);
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said, QStringList{u"new 0"_s}, kPatienceMs);
        say(u"1"_s);
    }

    void cleanup()
    {
        m_visitor.reset();
        m_server.reset();
    }

    void clientsAndTheirSessionsGoToTheNewWorker()
    {
        const CtlAnswer answer = update();
        QVERIFY2(answer.status == 0, qPrintable(answer.error));
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said.last(), u"resumed 1"_s, kPatienceMs);
        QVERIFY(pid() != m_pid);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(m_pid), kPatienceMs);
        say(u"2"_s);
        QCOMPARE(m_visitor->closed, 0);
    }

    void aProgramThatCannotStartLeavesTheOldWorkerAlone()
    {
        write(m_folder->filePath(u"moody"_s), "#!/bin/sh\nexit 7\n");
        const CtlAnswer answer = update();
        QCOMPARE(answer.status, 1);
        QVERIFY2(answer.error.contains(u"the old one goes on: ended with status 7"_s), qPrintable(answer.error));
        say(u"2"_s);
        QCOMPARE(pid(), m_pid);
        QVERIFY2(lastError().contains(u"ended with status 7"_s), qPrintable(lastError()));
        QVERIFY(!m_server->errors().contains(u"moody has failed"_s));
        QVERIFY(!m_visitor->said.contains(u"resumed 1"_s)); // it has noticed nothing at all
        QCOMPARE(m_visitor->closed, 0);
    }

    void theOldWorkerTakesBackWhatTheNewOneCannotOpen()
    {
        setMood("fail");
        const CtlAnswer answer = update();
        QCOMPARE(answer.status, 1);
        QVERIFY2(answer.error.contains(u"in no mood to serve"_s), qPrintable(answer.error));
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said.last(), u"resumed 1"_s, kPatienceMs);
        say(u"2"_s);
        QCOMPARE(pid(), m_pid);
        QCOMPARE(m_visitor->closed, 0);

        setMood("");
        QCOMPARE(update().status, 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said.last(), u"resumed 2"_s, kPatienceMs);
        QVERIFY(pid() != m_pid);
        QCOMPARE(lastError(), QString());
    }

    void troubleEndsWithTheOneThatHadIt()
    {
        const auto trouble = [this] { return m_server->service(u"moody"_s).value("trouble"_L1).toString(); };
        m_visitor->socket.sendTextMessage(u"sulk"_s);
        QTRY_COMPARE_WITH_TIMEOUT(trouble(), u"a sulk"_s, kPatienceMs);
        setMood("fail");
        QCOMPARE(update().status, 1);
        QCOMPARE(pid(), m_pid); // in the same process, but afresh
        QTRY_COMPARE_WITH_TIMEOUT(trouble(), QString(), kPatienceMs);
    }

    void aFolderThatWasClearedAwayIsMadeAnew()
    {
        QVERIFY(QDir(m_server->dataDir() + u"/services/moody"_s).removeRecursively());
        const CtlAnswer answer = update();
        QVERIFY2(answer.status == 0, qPrintable(answer.error));
        say(u"2"_s);
        QVERIFY(pid() != m_pid);
    }

    void anOldWorkerThatDoesNotLetGoIsKilled()
    {
        setMood("cling");
        const CtlAnswer answer = update();
        QVERIFY2(answer.status == 0, qPrintable(answer.error)); // dead, it has let go
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said.last(), u"resumed 1"_s, kPatienceMs);
        QVERIFY(pid() != m_pid);
        QVERIFY(!isAlive(m_pid));
        QCOMPARE(m_visitor->closed, 0);
        setMood(""); // or it would cling to the server's end, too
    }

    void theServerStopsInTheMiddleOfAnUpdate()
    {
        setMood("cling");
        QProcess ctl;
        ctl.start(ServerProcess::program(u"lanroomctl"_s),
                  {u"--data"_s, m_server->dataDir(), u"update"_s, u"moody"_s});
        QVERIFY(m_server->waitForState(u"moody"_s, u"replacing"_s));
        QCOMPARE(m_server->stop(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(m_pid), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(ctl.state(), QProcess::NotRunning, kPatienceMs);
        QCOMPARE(ctl.exitCode(), 1);
    }

    void aRestartEndsAnUpdateThatGetsNowhere_data()
    {
        QTest::addColumn<bool>("hangs");
        QTest::newRow("the old worker does not let go") << false;
        QTest::newRow("the new worker does not come up") << true;
    }

    void aRestartEndsAnUpdateThatGetsNowhere()
    {
        QFETCH(bool, hangs);
        const QString program = m_folder->filePath(u"moody"_s);
        if (hangs)
            write(program, "#!/bin/sh\nexec sleep 600\n");
        else
            setMood("cling");
        QProcess update;
        update.start(ServerProcess::program(u"lanroomctl"_s),
                     {u"--data"_s, m_server->dataDir(), u"update"_s, u"moody"_s});
        QVERIFY(m_server->waitForState(u"moody"_s, u"replacing"_s));
        if (!hangs)
            QTRY_VERIFY_WITH_TIMEOUT(notes().contains("ending"), kPatienceMs);
        if (hangs) {
            QFile good(ServerProcess::program(u"moody_service"_s));
            QVERIFY(good.open(QFile::ReadOnly));
            write(program, good.readAll());
        }
        const CtlAnswer restarted = ctl(*m_server, {u"restart"_s, u"moody"_s});
        QVERIFY2(restarted.status == 0, qPrintable(restarted.error));
        QTRY_COMPARE_WITH_TIMEOUT(update.state(), QProcess::NotRunning, kPatienceMs);
        QCOMPARE(update.exitCode(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said.last(), u"resumed 1"_s, kPatienceMs);
        QVERIFY(pid() != m_pid);
        say(u"2"_s);
        QCOMPARE(m_visitor->closed, 0);
        setMood("");
    }

    void aSuccessorThatDiesAsTheOldOneLetsGoChangesNothing()
    {
        setMood("slow");
        QProcess ctl;
        ctl.start(ServerProcess::program(u"lanroomctl"_s),
                  {u"--data"_s, m_server->dataDir(), u"update"_s, u"moody"_s});
        QTRY_VERIFY_WITH_TIMEOUT(notes().contains("ending"), kPatienceMs);
        QList<qint64> killed;
        for (const qint64 child : childrenOf(m_server->pid())) {
            if (child != m_pid && programOf(child) == u"moody") {
                ::kill(pid_t(child), SIGKILL);
                killed.append(child);
            }
        }
        QCOMPARE(killed.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(ctl.state(), QProcess::NotRunning, kPatienceMs);
        QCOMPARE(ctl.exitCode(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said.last(), u"resumed 1"_s, kPatienceMs);
        say(u"2"_s);
        QCOMPARE(pid(), m_pid);
        QCOMPARE(m_visitor->closed, 0);
    }

    void anUpdateDuringARestartLetsTheOldWorkerFinish()
    {
        setMood("slow");
        QCOMPARE(ctl(*m_server, {u"restart"_s, u"moody"_s}).status, 0);
        const CtlAnswer answer = update();
        QCOMPARE(answer.status, 1);
        QVERIFY2(answer.error.contains(u"it is updated when it serves again"_s), qPrintable(answer.error));
        // The one that was restarted, then the one that was replaced; each in its own time.
        QTRY_COMPARE_WITH_TIMEOUT(notes().count("ended"), 2, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said.last(), u"resumed 1"_s, kPatienceMs);
        say(u"2"_s);
        QCOMPARE(m_visitor->closed, 0);
    }

    void aHandOverWithoutAnyGatewayWaitsForTheNextOne()
    {
        for (const QJsonValue &gateway : m_server->health().value("gateways"_L1).toArray())
            ::kill(pid_t(ServerProcess::pidOf(gateway.toObject())), SIGKILL);
        const CtlAnswer answer = update();
        QVERIFY2(answer.status == 0, qPrintable(answer.error));
        QCOMPARE(notes().count("ended"), 1); // in good order: nobody had to end it
        QVERIFY(pid() != m_pid);
    }

private:
    CtlAnswer update() const { return ctl(*m_server, {u"update"_s, u"moody"_s}); }
    QString lastError() const
    {
        for (const QJsonValue &row : ctl(*m_server, {u"services"_s}).json.value("services"_L1).toArray()) {
            if (row.toObject().value("name"_L1) == u"moody"_s)
                return row.toObject().value("last_error"_L1).toString();
        }
        return u"no such service"_s;
    }
    qint64 pid() const { return ServerProcess::pidOf(m_server->service(u"moody"_s)); }

    void say(const QString &answer)
    {
        m_visitor->socket.sendTextMessage(u"hello"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_visitor->said.last(), answer, kPatienceMs);
    }

    QByteArrayList notes() const
    {
        QFile file(m_server->dataDir() + u"/services/moody/notes"_s);
        return file.open(QFile::ReadOnly) ? file.readAll().split('\n') : QByteArrayList();
    }

    void setMood(const QByteArray &mood)
    {
        write(m_server->dataDir() + u"/services/moody/mood"_s, mood);
    }

    /// Whole at once, as an update of a program comes: what runs keeps what it has.
    static void write(const QString &path, const QByteArray &bytes)
    {
        const QString fresh = path + u".new"_s;
        QFile file(fresh);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(bytes);
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QFile::remove(path);
        QVERIFY(QFile::rename(fresh, path));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Visitor> m_visitor;
    qint64 m_pid = 0;
};

QTEST_GUILESS_MAIN(tst_ServiceUpdate)
#include "tst_service_update.moc"
