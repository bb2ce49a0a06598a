// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that breaks every rule of its link hurts nobody but itself.
#include "support/server_process.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 40'000;

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
        for (const char *way : {"exit", "crash", "garbage-first"})
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
    QStringList withBadWorker(const QString &way)
    {
        QFile file(m_services.filePath(u"bad.service.json"_s));
        if (!file.open(QFile::WriteOnly))
            return {};
        file.write(QStringLiteral("{\"name\":\"bad\",\"path\":\"/bad\",\"command\":[\"bad_worker\",\"%1\"]}")
                       .arg(way).toUtf8());
        return {u"--set"_s, u"services.folder="_s + m_services.path(), u"--set"_s, u"services.off=chat"_s};
    }

    QTemporaryDir m_services;
};

QTEST_GUILESS_MAIN(tst_BadWorkers)
#include "tst_bad_workers.moc"
