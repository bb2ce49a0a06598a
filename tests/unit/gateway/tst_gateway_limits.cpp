// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/settings.h"
#include "gateway/gateway_limits.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestGatewayLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsAgreeWithTheTable();
    void takesWhatTheServerSends();
    void keepsDefaultsForWhatItDoesNot();
};

void TestGatewayLimits::defaultsAgreeWithTheTable()
{
    const GatewayLimits limits = GatewayLimits::fromSettings(Settings().forReader(u"gateway"));
    const GatewayLimits defaults;
    QCOMPARE(limits.headBytes, defaults.headBytes);
    QCOMPARE(limits.messageBytes, defaults.messageBytes);
    QCOMPARE(limits.outboxBytes, defaults.outboxBytes);
    QCOMPARE(limits.hold.milliseconds, defaults.hold.milliseconds);
    QCOMPARE(limits.hold.bytesPerClient, defaults.hold.bytesPerClient);
    QCOMPARE(limits.hold.bytesTotal, defaults.hold.bytesTotal);
}

void TestGatewayLimits::takesWhatTheServerSends()
{
    Settings settings;
    QVERIFY(settings.set(u"gateway.head_bytes", u"2000"_s).ok());
    QVERIFY(settings.set(u"gateway.message_bytes", u"3000"_s).ok());
    QVERIFY(settings.set(u"gateway.outbox_bytes", u"400000"_s).ok());
    QVERIFY(settings.set(u"gateway.hold_ms", u"5000"_s).ok());
    QVERIFY(settings.set(u"gateway.hold_bytes_client", u"6000"_s).ok());
    QVERIFY(settings.set(u"gateway.hold_bytes_total", u"7000"_s).ok());
    const GatewayLimits limits = GatewayLimits::fromSettings(settings.forReader(u"gateway"));
    QCOMPARE(limits.headBytes, 2000);
    QCOMPARE(limits.messageBytes, 3000);
    QCOMPARE(limits.outboxBytes, 400000);
    QCOMPARE(limits.hold.milliseconds, 5000);
    QCOMPARE(limits.hold.bytesPerClient, 6000);
    QCOMPARE(limits.hold.bytesTotal, 7000);
}

void TestGatewayLimits::keepsDefaultsForWhatItDoesNot()
{
    const GatewayLimits limits = GatewayLimits::fromSettings({{"gateway.outbox_bytes"_L1, 70000}});
    QCOMPARE(limits.outboxBytes, 70000);
    QCOMPARE(limits.headBytes, GatewayLimits().headBytes);
}

QTEST_APPLESS_MAIN(TestGatewayLimits)
#include "tst_gateway_limits.moc"
