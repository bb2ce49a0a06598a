// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "support/process_state.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qdebug.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtestsupport_core.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qtcpsocket.h>

#include <csignal>
#include <functional>

namespace Lanroom::Test {

/// A real lanroom-server with all its workers, on a free port of 127.0.0.1 and a data directory of its
/// own. Tests may start it again on the same directory. The destructor kills what still runs.
class ServerProcess
{
public:
    explicit ServerProcess(QStringList arguments = {}) : m_arguments(std::move(arguments))
    {
        m_process.setProcessChannelMode(QProcess::SeparateChannels);
    }

    ~ServerProcess() { kill(); }

    static QString program(const QString &name)
    {
        return QCoreApplication::applicationDirPath() + u'/' + name;
    }

    /// Where the data is: a temporary folder, unless setDataDir() named another.
    QString dataDir() const { return m_dataDir.isEmpty() ? m_temporary.path() : m_dataDir; }
    void setDataDir(const QString &dir) { m_dataDir = dir; }

    /// Starts it and waits until it serves: true, with url() known; or it ended, or time ran out.
    bool start(int timeoutMs = 60'000)
    {
        launch();
        const QDeadlineTimer deadline(timeoutMs);
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(int(deadline.remainingTime())))
                return false;
        }
        static const QRegularExpression line(
            QStringLiteral("\\ALanroom listening on (http://[^ ]+:([0-9]+)/)\\n\\z"));
        m_firstLine = QString::fromUtf8(m_process.readLine());
        const QRegularExpressionMatch match = line.match(m_firstLine);
        m_url = QUrl(match.captured(1));
        return match.hasMatch();
    }

    /// Starts it without waiting for anything.
    void launch()
    {
        QStringList arguments{QStringLiteral("--data"), dataDir(), QStringLiteral("--host"),
                              QStringLiteral("127.0.0.1"), QStringLiteral("--port"), QStringLiteral("0")};
        m_process.start(program(QStringLiteral("lanroom-server")), arguments + m_arguments);
    }

    /// Waits for its end; -1 when it doesn't end in time or is ended by a signal.
    int waitForEnd(int timeoutMs = 10'000)
    {
        if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(timeoutMs))
            return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

    /// SIGTERM; its exit status.
    int stop(int timeoutMs = 10'000)
    {
        m_process.terminate();
        return waitForEnd(timeoutMs);
    }

    /// SIGKILL.
    void kill()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }

    QProcess &process() { return m_process; }
    qint64 pid() const { return m_process.processId(); }
    QUrl url() const { return m_url; } // http://127.0.0.1:PORT/
    quint16 port() const { return quint16(m_url.port()); }
    QUrl webSocketUrl(const QString &path) const // "/chat"
    {
        QUrl url(m_url);
        url.setScheme(QStringLiteral("ws"));
        url.setPath(path);
        return url;
    }
    QString firstLine() const { return m_firstLine; }
    /// What it has said on stderr since the last call.
    QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

    /// The answer to GET path, whole, with its head; empty when there is none.
    QByteArray get(const QString &path) const
    {
        QTcpSocket socket;
        socket.connectToHost(m_url.host(), port());
        if (!socket.waitForConnected(10'000))
            return {};
        socket.write(QStringLiteral("GET %1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                         .arg(path).toUtf8());
        QByteArray answer;
        while (socket.state() == QTcpSocket::ConnectedState && socket.waitForReadyRead(10'000))
            answer += socket.readAll();
        return answer + socket.readAll();
    }

    /// The detail of /healthz; empty when there is no answer.
    QJsonObject health() const
    {
        const QByteArray answer = get(QStringLiteral("/healthz"));
        return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
    }

    QJsonObject service(const QString &name) const
    {
        return member(QStringLiteral("services"), QStringLiteral("name"), name);
    }
    /// Whether a gateway says it of a service in time. Not QTRY_VERIFY: that asks once more when it was
    /// so, and of two gateways the one may answer that hasn't heard of it yet.
    bool waitForService(const QString &name, const std::function<bool(const QJsonObject &)> &isSo,
                        int timeoutMs = 60'000) const
    {
        QJsonObject last;
        const bool was = QTest::qWaitFor([&] { return isSo(last = service(name)); }, timeoutMs);
        if (!was)
            qWarning().noquote() << "the last word of" << name << "was" << QJsonDocument(last).toJson();
        return was;
    }
    /// The same for its state, as healthz has it; empty: until it has none.
    bool waitForState(const QString &name, const QString &state, int timeoutMs = 60'000) const
    {
        return waitForService(
            name, [&](const QJsonObject &service) { return stateOf(service) == state; }, timeoutMs);
    }
    /// The same until it runs in another process than this one.
    bool waitForAnother(const QString &name, qint64 pid, int timeoutMs = 60'000) const
    {
        return waitForService(
            name,
            [pid](const QJsonObject &service) {
                return stateOf(service) == QStringLiteral("running") && pidOf(service) != pid;
            },
            timeoutMs);
    }
    QJsonObject gateway(int slot) const
    {
        return member(QStringLiteral("gateways"), QStringLiteral("id"), slot);
    }
    /// pid of a service or gateway by health(); 0 when it has none.
    static qint64 pidOf(const QJsonObject &worker)
    {
        return worker.value(QStringLiteral("pid")).toInteger();
    }
    static QString stateOf(const QJsonObject &worker)
    {
        return worker.value(QStringLiteral("state")).toString();
    }
    /// Of all workers that run: a service that rests has none.
    QList<qint64> workerPids() const
    {
        QList<qint64> pids;
        const QJsonObject all = health();
        for (const QString &list : {QStringLiteral("gateways"), QStringLiteral("services")}) {
            for (const QJsonValue &worker : all.value(list).toArray()) {
                if (const qint64 pid = pidOf(worker.toObject()); pid > 0)
                    pids.append(pid);
            }
        }
        return pids;
    }

private:
    QJsonObject member(const QString &list, const QString &key, const QJsonValue &value) const
    {
        for (const QJsonValue &worker : health().value(list).toArray()) {
            if (worker.toObject().value(key) == value)
                return worker.toObject();
        }
        return {};
    }

    QStringList m_arguments;
    QTemporaryDir m_temporary;
    QString m_dataDir;
    QProcess m_process;
    QString m_firstLine;
    QUrl m_url;
};

} // namespace Lanroom::Test
