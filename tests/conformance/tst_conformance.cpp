// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/server_process.h"

#include <QtTest/qtest.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

/// The conformance suite, its strictest reading, against a whole server with its gateways: once as
/// people get it, once with what costs memory turned on.
class TestConformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holds_data();
    void holds();
    void speaksTheSubprotocolsOfAManifest();
};

void TestConformance::holds_data()
{
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<QString>("cases");
    QTest::newRow("as it comes") << QStringList{} << u"*"_s;
    QTest::newRow("with context takeover")
        << QStringList{u"--set"_s, u"gateway.deflate_takeover=yes"_s} << u"deflate*"_s;
}

void TestConformance::holds()
{
    QFETCH(QStringList, settings);
    QFETCH(QString, cases);
    ServerProcess server(settings);
    QVERIFY2(server.start(), qPrintable(server.errors()));

    QProcess suite;
    suite.setProcessChannelMode(QProcess::MergedChannels);
    suite.start(ServerProcess::program(u"ws_conformance"_s),
                {server.webSocketUrl(u"/echo"_s).toString(), u"--case"_s, cases, u"--strict"_s,
                 u"--policy"_s, u"--require"_s, u"deflate"_s, u"--max-message"_s, u"65536"_s,
                 u"--patience"_s, u"30"_s});
    QVERIFY(suite.waitForFinished(100'000));
    const QByteArray report = suite.readAll();
    QVERIFY2(suite.exitCode() == 0, report);
    QVERIFY2(report.contains("\nall "), report); // it did run
}

/// RFC 6455 4.2.2: the suite's endpoint has no subprotocols; another service does.
void TestConformance::speaksTheSubprotocolsOfAManifest()
{
    QTemporaryDir services;
    QFile manifest(services.filePath(u"twin.service.json"_s));
    QVERIFY(manifest.open(QFile::WriteOnly));
    manifest.write(R"({"name":"twin","path":"/twin","command":["lanroom-echo"],)"
                   R"("subprotocols":["twin.v1","twin.v2"]})");
    manifest.close();
    ServerProcess server({u"--set"_s, u"services.folder="_s + services.path()});
    QVERIFY2(server.start(), qPrintable(server.errors()));

    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_s, server.port());
    client.write("GET /twin HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                 "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                 "Sec-WebSocket-Protocol: other, twin.v2, twin.v1\r\n\r\n");
    QByteArray answer;
    while (!answer.contains("\r\n\r\n") && client.waitForReadyRead(30'000))
        answer += client.readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 101 "), answer);
    QVERIFY2(answer.contains("\r\nSec-WebSocket-Protocol: twin.v2\r\n"), answer);
}

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
