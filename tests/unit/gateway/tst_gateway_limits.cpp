// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/settings.h"
#include "gateway/gateway_limits.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kKeys[] = {
    "gateway.head_bytes"_L1,        "gateway.head_ms"_L1,
    "gateway.message_bytes"_L1,     "gateway.message_ms"_L1,
    "gateway.ping_ms"_L1,           "gateway.pong_ms"_L1,
    "gateway.close_ms"_L1,          "gateway.outbox_bytes"_L1,
    "gateway.outbox_total_bytes"_L1, "gateway.messages_per_second"_L1,
    "gateway.bytes_per_second"_L1,  "gateway.pings_per_second"_L1,
    "gateway.tiny_per_second"_L1,   "gateway.address_connections"_L1,
    "gateway.address_per_minute"_L1, "gateway.hold_ms"_L1,
    "gateway.hold_bytes_client"_L1, "gateway.hold_bytes_total"_L1,
    "gateway.requests"_L1,
};

/// What each of kKeys sets.
QList<qint64> values(const GatewayLimits &limits)
{
    return {limits.headBytes,        limits.headMs,
            limits.messageBytes,     limits.messageMs,
            limits.pingMs,           limits.pongMs,
            limits.lingerMs,         limits.outboxBytes,
            limits.outboxTotalBytes, limits.rates.messages,
            limits.rates.bytes,      limits.rates.pings,
            limits.rates.tiny,       limits.addressConnections,
            limits.addressPerMinute, limits.hold.milliseconds,
            limits.hold.bytesPerClient, limits.hold.bytesTotal,
            limits.requests};
}

} // namespace

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
    QCOMPARE(values(GatewayLimits::fromSettings(Settings().forReader(u"gateway"))),
             values(GatewayLimits()));
}

void TestGatewayLimits::takesWhatTheServerSends()
{
    Settings settings;
    QList<qint64> sent;
    for (const QLatin1StringView key : kKeys) {
        sent.append(qint64(65'536 + sent.size()));
        const auto set = settings.set(key, QString::number(sent.last()));
        if (!set) { // less than its least
            sent.last() += 2 * 1024 * 1024;
            QVERIFY2(settings.set(key, QString::number(sent.last())).ok(), key.data());
        }
    }
    QVERIFY(settings.set(u"limits.local", u"yes"_s).ok());
    const GatewayLimits limits = GatewayLimits::fromSettings(settings.forReader(u"gateway"));
    QCOMPARE(values(limits), sent);
    QVERIFY(limits.local);
}

void TestGatewayLimits::keepsDefaultsForWhatItDoesNot()
{
    const GatewayLimits limits = GatewayLimits::fromSettings({{"gateway.outbox_bytes"_L1, 70000}});
    QCOMPARE(limits.outboxBytes, 70000);
    QCOMPARE(limits.headBytes, GatewayLimits().headBytes);
}

QTEST_APPLESS_MAIN(TestGatewayLimits)
#include "tst_gateway_limits.moc"
