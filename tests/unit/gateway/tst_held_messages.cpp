// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/held_messages.h"

#include <QtTest/qtest.h>

using namespace Lanroom;

class TestHeldMessages : public QObject
{
    Q_OBJECT

    static constexpr ClientId kAda{1};
    static constexpr ClientId kBob{2};

private Q_SLOTS:
    void keepsTheOrderOfAll()
    {
        HeldMessages held({});
        QVERIFY(held.add(kAda, "1", false));
        QVERIFY(held.add(kBob, "2", true));
        QVERIFY(held.add(kAda, "3", false));
        QCOMPARE(held.take().data, QByteArray("1"));
        const HeldMessages::Held second = held.take();
        QCOMPARE(second.client, kBob);
        QVERIFY(second.binary);
        QCOMPARE(held.take().data, QByteArray("3"));
        QVERIFY(held.isEmpty());
        QCOMPARE(held.bytes(), 0);
    }

    void saysWhenOneClientHasEnough()
    {
        HeldMessages held({30'000, 1000, 1'000'000});
        QVERIFY(held.add(kAda, QByteArray(800, 'a'), false));
        QVERIFY(!held.add(kAda, QByteArray(800, 'a'), false)); // kept all the same
        QVERIFY(held.add(kBob, "b", false));
        QCOMPARE(held.take().data.size(), 800);
        QCOMPARE(held.take().data.size(), 800);
    }

    void saysWhenAllHaveEnough()
    {
        HeldMessages held({30'000, 1'000'000, 1000});
        QVERIFY(held.add(kAda, QByteArray(800, 'a'), false));
        QVERIFY(!held.isFull());
        QVERIFY(!held.add(kBob, QByteArray(200, 'b'), false));
        QVERIFY(held.isFull());
        held.take();
        QVERIFY(!held.isFull());
    }

    void countsEmptyMessages()
    {
        HeldMessages held({30'000, 1000, 1'000'000});
        int taken = 0;
        while (taken < 100 && held.add(kAda, {}, false))
            ++taken;
        QVERIFY(taken < 20);
    }

    void forgetsWhoLeft()
    {
        HeldMessages held({30'000, 1000, 1'000'000});
        held.add(kAda, QByteArray(900, 'a'), false);
        held.add(kBob, "b", false);
        held.forget(kAda);
        QVERIFY(held.add(kAda, QByteArray(900, 'a'), false)); // its allowance is whole again
        QCOMPARE(held.take().client, kBob);
        QCOMPARE(held.take().client, kAda);
        QCOMPARE(held.bytes(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHeldMessages)
#include "tst_held_messages.moc"
