// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/guesses.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Chat;

class TestGuesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        for (quint64 crowd = 100; crowd < 200; ++crowd)
            guesses.take(crowd, 0);
        QVERIFY(guesses.waitMs(1, 0) > 0);
        guesses.take(2, 0);
        QVERIFY(guesses.waitMs(2, 0) > 0); // its third
    }

    void aNetworkHasSixteenShares()
    {
        Limits limits;
        limits.guessBurst = 2;
        Guesses guesses(limits);
        int taken = 0;
        for (quint64 device = 1; device <= 100; ++device)
            taken += guesses.take({device, 7}, 0);
        QCOMPARE(taken, 2 * AddressKey::kNetworkShare);
        QVERIFY(guesses.waitMs({1, 7}, 0) > 0); // by its network
        guesses.giveBack({1, 7});
        QVERIFY(guesses.take({101, 7}, 0));
        QVERIFY(guesses.take({1, 8}, 0)); // elsewhere
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
