// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "support/server_process.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

namespace Lanroom::Test {

using namespace Qt::Literals::StringLiterals;

// Services that take more of the machine than they may, beside one that behaves.

inline constexpr int kEndedMs = 60'000;

/// Somebody at /echo who says something as soon as the last has come back.
struct Neighbour
{
    explicit Neighbour(const ServerProcess &server)
    {
        QObject::connect(&socket, &QWebSocket::connected, &socket, [this] { say(); });
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this] {
            ++echoes;
            say();
        });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { ++closed; });
        socket.open(server.webSocketUrl(u"/echo"_s));
    }
    void say() { socket.sendTextMessage(u"still here"_s); }

    QWebSocket socket;
    int echoes = 0;
    int closed = 0;
};

/// How many processes are in the session that leader leads or led.
inline int sessionSize(qint64 leader)
{
    int count = 0;
    const QStringList pids = QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs);
    for (const QString &pid : pids) {
        QFile file(u"/proc/%1/stat"_s.arg(pid));
        if (!file.open(QFile::ReadOnly))
            continue;
        const QByteArray stat = file.readAll();
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        count +=
            fields.size() > 3 && fields.at(3).toLongLong() == leader && fields.at(0) != "Z" ? 1 : 0;
    }
    return count;
}

/// A service that misbehaves in one way, with one limit.
struct BadService
{
    QString way; // and its name
    const char *limit;
    int most;
    QString words; // with which it is ended
};

/// Starts a server with them and /echo, and waits until each has been ended with its words and
/// started anew, with nothing left of the first; somebody at /echo has noticed nothing.
inline void runBadServices(const QList<BadService> &services)
{
    QTemporaryDir folder;
    for (const BadService &bad : services) {
        QFile file(folder.filePath(bad.way + u".service.json"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(
            u"{\"name\": \"%1\", \"path\": \"/%1\", \"command\": [\"bad_worker\", \"%1\"], \"%2\": %3}"_s
                .arg(bad.way, QLatin1StringView(bad.limit))
                .arg(bad.most)
                .toUtf8());
    }
    ServerProcess server({u"--set"_s, u"services.folder="_s + folder.path(), u"--set"_s,
                          u"services.off=chat,relay"_s});
    QVERIFY2(server.start(), qPrintable(server.errors()));
    Neighbour neighbour(server);
    const qint64 echo = ServerProcess::pidOf(server.service(u"echo"_s));
    QList<qint64> pids;
    for (const BadService &bad : services) {
        qint64 pid = 0; // between one process and the next there is none
        QVERIFY(QTest::qWaitFor([&] { return (pid = ServerProcess::pidOf(server.service(bad.way))) != 0; }, kEndedMs));
        pids.append(pid);
    }

    QString log;
    for (const BadService &bad : services) {
        QTRY_VERIFY2_WITH_TIMEOUT((log += server.errors()).contains(bad.words), qPrintable(log),
                                  kEndedMs);
        QVERIFY(server.waitForService(
            bad.way, [](const QJsonObject &service) { return service.value("restarts"_L1).toInteger() >= 1; },
            kEndedMs));
    }
    for (const qint64 pid : std::as_const(pids))
        QTRY_COMPARE_WITH_TIMEOUT(sessionSize(pid), 0, kEndedMs);

    const int echoes = neighbour.echoes;
    QTRY_VERIFY_WITH_TIMEOUT(neighbour.echoes > echoes, kEndedMs);
    QCOMPARE(neighbour.closed, 0);
    QCOMPARE(ServerProcess::pidOf(server.service(u"echo"_s)), echo);
    QCOMPARE(server.service(u"echo"_s).value("restarts"_L1).toInteger(), 0);
    QCOMPARE(server.stop(), 0);
}

} // namespace Lanroom::Test
