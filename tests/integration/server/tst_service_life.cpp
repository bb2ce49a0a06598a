// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Services that come and go while the server runs: dropped into the data directory and taken out again,
// started by their first client, put to rest, changed in their manifest or their program; and bad ones,
// which hurt nobody.
#include "support/ctl.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

struct Visitor
{
    Visitor(const ServerProcess &server, const QString &path)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { said.append(text); });
        QObject::connect(&socket, &QWebSocket::connected, &socket, [this] { ++opened; });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { ++closed; });
        socket.open(server.webSocketUrl(path));
    }

    QWebSocket socket;
    QStringList said;
    int opened = 0;
    int closed = 0;
};

} // namespace

class tst_ServiceLife : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_mood = "good";
        m_server = std::make_unique<ServerProcess>(
            QStringList{u"--set"_s, u"services.off=chat,relay,demo-chatroom,guestbook"_s});
        QVERIFY2(m_server->start(), qPrintable(m_server->errors()));
        m_bystander = std::make_unique<Visitor>(*m_server, u"/echo"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_bystander->opened, 1, kPatienceMs);
    }

    /// Whatever happened to others, who was connected to echo still is.
    void cleanup()
    {
        if (m_server->pid() == 0)
            return; // the test stopped it
        m_bystander->said.clear();
        m_bystander->socket.sendTextMessage(u"still there"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_bystander->said, QStringList{u"still there"_s}, kPatienceMs);
        QCOMPARE(m_bystander->closed, 0);
        m_bystander.reset();
        m_server.reset();
    }

    void droppedInAndTakenOut()
    {
        QCOMPARE(statusOf(u"/moody"_s), 404);
        QElapsedTimer since;
        since.start();
        drop(u"moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
        qInfo("live after %lld ms", since.elapsed());
        Visitor visitor(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.said, QStringList{u"new 0"_s}, kPatienceMs);

        QVERIFY(write(u"moody/mood"_s, "polite"));
        QVERIFY(QFile::remove(folder(u"moody/moody.service.json"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(visitor.closed, 1, kPatienceMs);
        QCOMPARE(visitor.said, (QStringList{u"new 0"_s, u"goodbye"_s}));
        QCOMPARE(int(visitor.socket.closeCode()), 4002);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), QString(), kPatienceMs);
        QCOMPARE(statusOf(u"/moody"_s), 404);

        drop(u"moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
        Visitor next(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(next.said, QStringList{u"new 0"_s}, kPatienceMs);
        QVERIFY(QDir(folder(u"moody"_s)).removeRecursively()); // under the worker's feet
        QTRY_COMPARE_WITH_TIMEOUT(next.closed, 1, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(u"/moody"_s), 404, kPatienceMs);
    }

    void takenOutAndDyingOverIt()
    {
        m_mood = "cling"; // never done with stopping
        drop(u"moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
        Visitor visitor(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.said, QStringList{u"new 0"_s}, kPatienceMs);
        const qint64 worker = pid(u"moody"_s);
        QVERIFY(QFile::remove(folder(u"moody/moody.service.json"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"stopping"_s, kPatienceMs);
        QCOMPARE(statusOf(u"/moody"_s), 404);
        QCOMPARE(ctl(*m_server, {u"restart"_s, u"moody"_s}).status, 1); // it does not come again
        ::kill(pid_t(worker), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.closed, 1, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), QString(), kPatienceMs);
    }

    void firstClientStartsIt()
    {
        drop(u"moody"_s, R"(,"start":"demand","idle_stop_s":1)");
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"idle"_s, kPatienceMs);
        QCOMPARE(pid(u"moody"_s), 0);
        QVERIFY(m_server->get(u"/healthz"_s).startsWith("HTTP/1.1 200")); // nothing is missing

        auto visitor = std::make_unique<Visitor>(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor->opened, 1, kPatienceMs);
        visitor->socket.sendTextMessage(u"held until it runs"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor->said, (QStringList{u"new 0"_s, u"1"_s}), kPatienceMs);
        const qint64 first = pid(u"moody"_s);
        QVERIFY(first != 0);

        visitor.reset();
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"idle"_s, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(first), kPatienceMs);

        Visitor again(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(again.said, QStringList{u"new 0"_s}, kPatienceMs);
        QVERIFY(pid(u"moody"_s) != first);
    }

    void wakingIsNoFault()
    {
        m_mood = "drowsy";
        drop(u"moody"_s, R"(,"start":"demand")");
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"idle"_s, kPatienceMs);
        Visitor visitor(*m_server, u"/moody"_s);
        const QDeadlineTimer patience(kPatienceMs);
        for (; visitor.said.isEmpty() && !patience.hasExpired(); QCoreApplication::processEvents())
            QVERIFY(m_server->get(u"/healthz"_s).startsWith("HTTP/1.1 200"));
        QCOMPARE(visitor.said, QStringList{u"new 0"_s});
    }

    void theServerStopsWhileAServiceIsPutToRest()
    {
        m_mood = "slow";
        drop(u"moody"_s, R"(,"start":"demand","idle_stop_s":1)");
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"idle"_s, kPatienceMs);
        auto visitor = std::make_unique<Visitor>(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor->said, QStringList{u"new 0"_s}, kPatienceMs);
        visitor.reset();
        QFile notes(folder(u"moody/notes"_s));
        QTRY_VERIFY_WITH_TIMEOUT(notes.exists(), kPatienceMs); // it has begun to end
        m_bystander.reset();
        QCOMPARE(m_server->stop(), 0);
    }

    void whatIsWantedWhileTheServerStopsStaysAsleep()
    {
        drop(u"sleepy"_s, R"(,"start":"demand")");
        m_mood = "cling"; // so that stopping takes a while
        drop(u"moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"sleepy"_s), u"idle"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
        m_bystander.reset();
        QCOMPARE(::kill(pid_t(m_server->pid()), SIGTERM), 0);
        QFile notes(folder(u"moody/notes"_s));
        QTRY_VERIFY_WITH_TIMEOUT(notes.exists(), kPatienceMs);
        Visitor late(*m_server, u"/sleepy"_s);
        QTRY_VERIFY_WITH_TIMEOUT(late.opened == 1 || late.closed == 1, kPatienceMs);
        QCOMPARE(m_server->waitForEnd(), 0);
    }

    /// All its instances: one that came later would take over paths whose clients are in others.
    void whatCannotHaveItsFolderIsTriedAgain_data()
    {
        QTest::addColumn<QString>("in_the_way");
        QTest::newRow("of the first") << u"many"_s;
        QTest::newRow("of the second") << u"many#2"_s;
    }

    void whatCannotHaveItsFolderIsTriedAgain()
    {
        QFETCH(const QString, in_the_way);
        QVERIFY(write(in_the_way, "no folder"));
        QVERIFY(write(u"place/many.service.json"_s,
                      R"({"name":"many","path":"/many","command":["lanroom-relay"],"sub_paths":true,)"
                      R"("instances":2})"));
        QTRY_COMPARE_WITH_TIMEOUT(state(u"many"_s), u"bad manifest"_s, kPatienceMs);
        QVERIFY(service(u"many"_s).value("last_error"_L1).toString().contains(u"is not a folder"_s));
        QCOMPARE(pid(u"many"_s), 0);
        QVERIFY(QFile::remove(folder(in_the_way)));
        for (const QString &name : {u"many"_s, u"many#2"_s})
            QTRY_COMPARE_WITH_TIMEOUT(state(name), u"running"_s, kPatienceMs);
    }

    /// Clients that come and go about when it is put to rest: each is served, however that falls.
    void nobodyIsLostWhenItRests()
    {
        drop(u"moody"_s, R"(,"start":"demand","idle_stop_s":1)");
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"idle"_s, kPatienceMs);
        for (const int restMs : {1000, 1050, 1100, 1250}) {
            Visitor visitor(*m_server, u"/moody"_s);
            QTRY_COMPARE_WITH_TIMEOUT(visitor.opened, 1, kPatienceMs);
            visitor.socket.sendTextMessage(u"hear me"_s);
            QTRY_VERIFY_WITH_TIMEOUT(visitor.said.contains(u"1"_s), kPatienceMs);
            QCOMPARE(visitor.closed, 0);
            visitor.socket.abort();
            QTest::qWait(restMs); // not for something to happen, but to come at another moment
        }
    }

    void whatFailsToStartSaysSo()
    {
        m_mood = "fail";
        drop(u"moody"_s, R"(,"start":"demand","restart":"never")");
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"idle"_s, kPatienceMs);
        Visitor visitor(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.closed, 1, kPatienceMs);
        QCOMPARE(int(visitor.socket.closeCode()), 4002);
        QCOMPARE(statusOf(u"/moody"_s), 503);
        QCOMPARE(state(u"moody"_s), u"failed"_s);
        QCOMPARE(service(u"moody"_s).value("last_error"_L1).toString(), u"it is in no mood to serve"_s);

        // What is mended is tried again.
        m_mood = "good";
        drop(u"moody"_s, R"(,"start":"demand")");
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
    }

    void badManifestsHurtNobody()
    {
        drop(u"moody"_s);
        write(u"typo/typo.service.json"_s, "{\n\"name\": \"typo\",\n\"path\": 7\n}");
        write(u"thief/thief.service.json"_s,
              R"({"name": "thief", "path": "/moody", "command": ["lanroom-echo"]})");
        QTRY_COMPARE_WITH_TIMEOUT(state(u"thief"_s), u"bad manifest"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"typo"_s), u"bad manifest"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
        QVERIFY(service(u"typo"_s).value("last_error"_L1).toString().contains(
            u"typo/typo.service.json: line 3: 'path' must be"_s));
        QVERIFY(service(u"thief"_s).value("last_error"_L1).toString().endsWith(
            u"'moody' has the path /moody already"_s));
        QVERIFY(m_server->errors().contains(u"typo.service.json: line 3"_s));
        QVERIFY(m_server->health().value("services"_L1).toArray().size() == 2); // echo, moody

        // A server that starts with them does without them.
        QCOMPARE(m_server->stop(), 0);
        QVERIFY(m_server->start());
        m_bystander = std::make_unique<Visitor>(*m_server, u"/echo"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_bystander->opened, 1, kPatienceMs);
        QCOMPARE(state(u"typo"_s), u"bad manifest"_s);
    }

    void changedManifestIsFollowed()
    {
        drop(u"moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
        const qint64 first = pid(u"moody"_s);
        Visitor visitor(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.said, QStringList{u"new 0"_s}, kPatienceMs);

        drop(u"moody"_s, R"(,"title":"Moody one")"); // no matter to the worker
        QTRY_COMPARE_WITH_TIMEOUT(service(u"moody"_s).value("title"_L1).toString(), u"Moody one"_s, kPatienceMs);
        QCOMPARE(pid(u"moody"_s), first);

        drop(u"moody"_s, R"(,"title":"Moody one","environment":{"A":"b"})");
        QTRY_COMPARE_WITH_TIMEOUT(visitor.said, (QStringList{u"new 0"_s, u"resumed 0"_s}), kPatienceMs);
        QVERIFY(pid(u"moody"_s) != first);
        QCOMPARE(visitor.closed, 0);
    }

    /// The worker that the manifest was changed for ends before the one by the new manifest is there.
    void changedManifestIsFollowedThoughTheOldWorkerEnds_data()
    {
        QTest::addColumn<bool>("asked");
        QTest::newRow("killed") << false;
        QTest::newRow("restarted") << true;
    }

    void changedManifestIsFollowedThoughTheOldWorkerEnds()
    {
        QFETCH(const bool, asked);
        drop(u"moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
        const qint64 first = pid(u"moody"_s);
        // It takes its time: what it waits for is there when the old one has gone.
        QVERIFY(write(u"moody/later"_s, "#!/bin/sh\nuntil [ -e go ]; do sleep 0.05; done\nexec ./moody\n"));
        QVERIFY(QFile::setPermissions(folder(u"moody/later"_s), QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(write(u"moody/moody.service.json"_s,
                      R"({"name":"moody","path":"/moody","command":["later"],"environment":{"A":"b"}})"));
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"replacing"_s, kPatienceMs);
        QCOMPARE(asked ? ctl(*m_server, {u"restart"_s, u"moody"_s}).status : ::kill(pid_t(first), SIGKILL), 0);
        QVERIFY(write(u"moody/go"_s, ""));
        const auto hasIt = [this] {
            QFile environment(u"/proc/%1/environ"_s.arg(pid(u"moody"_s)));
            return environment.open(QFile::ReadOnly) && environment.readAll().contains(QByteArray("A=b\0", 4));
        };
        QTRY_VERIFY_WITH_TIMEOUT(state(u"moody"_s) == u"running"_s && hasIt(), kPatienceMs);
    }

    void changedProgramIsTakenUp()
    {
        drop(u"moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(state(u"moody"_s), u"running"_s, kPatienceMs);
        Visitor visitor(*m_server, u"/moody"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.said, QStringList{u"new 0"_s}, kPatienceMs);
        const QString program = folder(u"moody/moody"_s);
        QVERIFY(QFile::rename(program, program + u".old"_s));
        QVERIFY(QFile::copy(program + u".old"_s, program));
        QFile file(program);
        QVERIFY(file.open(QFile::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFile::FileModificationTime));
        file.close();
        QTRY_COMPARE_WITH_TIMEOUT(visitor.said, (QStringList{u"new 0"_s, u"resumed 0"_s}), kPatienceMs);
        QCOMPARE(visitor.closed, 0);
    }

    /// Who is on one path meets in one worker, whichever gateway they came to.
    void pathsAreSpreadOverInstances()
    {
        QVERIFY(write(u"many/many.service.json"_s,
                      R"({"name":"many","path":"/many","command":["lanroom-relay"],"sub_paths":true,)"
                      R"("instances":3})"));
        for (const QString &name : {u"many"_s, u"many#2"_s, u"many#3"_s})
            QTRY_COMPARE_WITH_TIMEOUT(state(name), u"running"_s, kPatienceMs);
        std::vector<std::unique_ptr<Visitor>> visitors;
        for (int i = 0; i < 24; ++i)
            visitors.push_back(std::make_unique<Visitor>(*m_server, u"/many/%1"_s.arg(i / 2)));
        for (const auto &visitor : visitors)
            QTRY_COMPARE_WITH_TIMEOUT(visitor->opened, 1, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(ctl(*m_server, {u"clients"_s}).json.value("clients"_L1).toArray().size(), 25,
                                  kPatienceMs);
        QHash<QString, QSet<QString>> instancesOfPath;
        QSet<QString> used;
        for (const QJsonValue &client : ctl(*m_server, {u"clients"_s}).json.value("clients"_L1).toArray()) {
            const QString name = client.toObject().value("service"_L1).toString();
            instancesOfPath[client.toObject().value("path"_L1).toString()].insert(name);
            used.insert(name);
        }
        QCOMPARE(instancesOfPath.size(), 13); // with /echo
        for (const QSet<QString> &instances : std::as_const(instancesOfPath))
            QCOMPARE(instances.size(), 1);
        QCOMPARE(used.size(), 4);
    }

private:
    QString folder(const QString &name) const { return m_server->dataDir() + u"/services/"_s + name; }

    bool write(const QString &name, const QByteArray &text)
    {
        const QString path = folder(name);
        QFile file(path);
        return QDir().mkpath(QFileInfo(path).path()) && file.open(QFile::WriteOnly) &&
               file.write(text) == text.size();
    }

    /// The moody service, in a folder of its own.
    void drop(const QString &name, const QByteArray &more = {})
    {
        QVERIFY(write(name + u"/mood"_s, m_mood));
        const QString program = folder(name + u'/' + name);
        if (!QFile::exists(program))
            QVERIFY(QFile::copy(ServerProcess::program(u"moody_service"_s), program));
        QVERIFY(write(name + u'/' + name + u".service.json"_s,
                      u"{\"name\":\"%1\",\"path\":\"/%1\",\"command\":[\"%1\"]"_s.arg(name).toUtf8() + more + '}'));
    }

    QJsonObject service(const QString &name) const
    {
        for (const QJsonValue &row : ctl(*m_server, {u"services"_s}).json.value("services"_L1).toArray()) {
            if (row.toObject().value("name"_L1) == name)
                return row.toObject();
        }
        return {};
    }
    QString state(const QString &name) const { return service(name).value("state"_L1).toString(); }
    qint64 pid(const QString &name) const { return service(name).value("pid"_L1).toInteger(); }

    /// What a program that wants to speak WebSocket there is answered.
    int statusOf(const QString &path) const
    {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, m_server->port());
        socket.write(u"GET %1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"_s
                         .arg(path).toLatin1());
        while (!socket.canReadLine() && socket.waitForReadyRead(kPatienceMs)) { }
        return socket.readLine().split(' ').value(1).toInt();
    }

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Visitor> m_bystander;
    QByteArray m_mood = "good";
};

QTEST_GUILESS_MAIN(tst_ServiceLife)
#include "tst_service_life.moc"
