// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/guesses.h"

#include <QtTest/qtest.h>

using namespace Lanroom::Chat;
using namespace Qt::StringLiterals;

class TestGuesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoCountsAsOne_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("same");
        QTest::newRow("v4") << u"192.0.2.7"_s << u"192.0.2.8"_s << false;
        QTest::newRow("v4 in v6") << u"192.0.2.7"_s << u"::ffff:192.0.2.7"_s << true;
        QTest::newRow("others in v6") << u"::ffff:192.0.2.7"_s << u"::ffff:192.0.2.8"_s << false;
        QTest::newRow("one /64") << u"2001:db8::1"_s << u"2001:db8::ffff:0:0:9"_s << true;
        QTest::newRow("two /64") << u"2001:db8::1"_s << u"2001:db8:0:1::1"_s << false;
        QTest::newRow("with a scope") << u"fe80::1%eth0"_s << u"fe80::1"_s << true;
    }
    void whoCountsAsOne()
    {
        QFETCH(const QString, one);
        QFETCH(const QString, other);
        QTEST(addressKey(one) == addressKey(other), "same");
        QVERIFY(addressKey(one) != 0);
    }

    void wrongOnesMakeWait()
    {
        Limits limits;
        limits.guessBurst = 2;
        limits.guessRate = 1;
        Guesses guesses(limits);
        QVERIFY(guesses.take(1, 0));
        QCOMPARE(guesses.waitMs(1, 0), 0);
        QVERIFY(guesses.take(1, 0));
        QVERIFY(!guesses.take(1, 0));
        QVERIFY(guesses.waitMs(1, 0) > 0);
        QCOMPARE(guesses.waitMs(2, 0), 0);
        QCOMPARE(guesses.waitMs(1, 1001), 0);
    }

    void whatIsGivenBackMayBeTakenAgain()
    {
        Limits limits;
        limits.guessBurst = 1;
        Guesses guesses(limits);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(guesses.take(1, 0));
            guesses.giveBack(1);
        }
        guesses.giveBack(1); // never more than there were
        QVERIFY(guesses.take(1, 0));
        QVERIFY(!guesses.take(1, 0));
        guesses.giveBack(2); // forgotten meanwhile
        QCOMPARE(guesses.waitMs(2, 0), 0);
    }

    void aCrowdOfAddressesDoesNotClearWhoOwesMore()
    {
        Limits limits;
        limits.addresses = 3;
        limits.guessBurst = 3;
        Guesses guesses(limits);
        for (int i = 0; i < 3; ++i)
            guesses.take(1, 0);
        guesses.take(2, 0);
        guesses.take(2, 0);
        for (AddressKey crowd = 100; crowd < 200; ++crowd)
            guesses.take(crowd, 0);
        QVERIFY(guesses.waitMs(1, 0) > 0);
        guesses.take(2, 0);
        QVERIFY(guesses.waitMs(2, 0) > 0); // its third
    }

    void whoHasBeenGoodGoesFirst()
    {
        Limits limits;
        limits.addresses = 2;
        limits.guessBurst = 3;
        limits.guessRate = 1;
        Guesses guesses(limits);
        guesses.take(1, 0);
        for (int i = 0; i < 3; ++i)
            guesses.take(2, 2000);
        guesses.take(3, 2000); // in the place of the first, which owes nothing any more
        QVERIFY(guesses.waitMs(2, 2000) > 0);
    }
};

QTEST_APPLESS_MAIN(TestGuesses)
#include "tst_guesses.moc"
