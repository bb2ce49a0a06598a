// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/client_rates.h"

#include <QtTest/qtest.h>

using namespace Lanroom;

class TestClientRates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messagesWaitForTheirTokens();
    void bytesWaitForTheirTokens();
    void theSlowerOneCounts();
    void pausesDoNotAddUp();
    void pingsAreRefused();
    void tinyFramesAreRefused();
    void isSmall() { QVERIFY(sizeof(ClientRates) <= 32); }

private:
    const RateLimits m_limits{.messages = 10, .bytes = 1000, .pings = 2, .tiny = 5};
};

void TestClientRates::messagesWaitForTheirTokens()
{
    ClientRates rates(m_limits, 5000);
    for (int i = 0; i < 20; ++i) {
        QCOMPARE(rates.waitMs(5000), 0);
        rates.message();
    }
    QCOMPARE(rates.waitMs(5000), 0); // empty, not below
    rates.message();
    QCOMPARE(rates.waitMs(5000), 100);
    QCOMPARE(rates.waitMs(5060), 40);
    QCOMPARE(rates.waitMs(5100), 0);
    rates.message();
    QCOMPARE(rates.waitMs(5100), 100); // one in 100 ms from now on
}

void TestClientRates::bytesWaitForTheirTokens()
{
    ClientRates rates(m_limits, 0);
    rates.bytes(5000); // one turn's reading may be more than the bucket holds
    QCOMPARE(rates.waitMs(0), 3000);
    QVERIFY(rates.waitMs(2990) > 0);
    QCOMPARE(rates.waitMs(3000), 0);
}

void TestClientRates::theSlowerOneCounts()
{
    ClientRates rates(m_limits, 0);
    rates.bytes(3000);
    for (int i = 0; i < 25; ++i)
        rates.message();
    QCOMPARE(rates.waitMs(0), 1000);
    QCOMPARE(rates.waitMs(600), 400);
}

void TestClientRates::pausesDoNotAddUp()
{
    ClientRates rates(m_limits, 0);
    QCOMPARE(rates.waitMs(3'600'000), 0);
    rates.bytes(2001);
    QVERIFY(rates.waitMs(3'600'000) > 0);
    QVERIFY(rates.waitMs(3'500'000) > 0); // a clock that goes back gives nothing
}

void TestClientRates::pingsAreRefused()
{
    ClientRates rates(m_limits, 0);
    for (int i = 0; i < 4; ++i)
        QVERIFY(rates.ping(0));
    QVERIFY(!rates.ping(0));
    QVERIFY(!rates.ping(499));
    QVERIFY(rates.ping(500));
    QVERIFY(!rates.ping(500));
    QCOMPARE(rates.waitMs(500), 0); // another bucket
}

void TestClientRates::tinyFramesAreRefused()
{
    ClientRates rates(m_limits, 0);
    for (int second = 0; second < 10; ++second) { // the allowed rate goes on for ever
        for (int i = 0; i < 5; ++i)
            QVERIFY(rates.tinyFrame(second * 1000));
    }
    int more = 0;
    while (rates.tinyFrame(9000))
        ++more;
    QCOMPARE(more, 5);
}

QTEST_APPLESS_MAIN(TestClientRates)
#include "tst_client_rates.moc"
