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

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
