// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/address_key.h"

#include <QtNetwork/qhostaddress.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestAddressKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoCountsAsOne_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("sameDevice");
        QTest::addColumn<bool>("sameNetwork");
        QTest::newRow("v4") << u"192.0.2.7"_s << u"192.0.2.8"_s << false << true;
        QTest::newRow("v4 in v6") << u"192.0.2.7"_s << u"::ffff:192.0.2.7"_s << true << true;
        QTest::newRow("one /64") << u"2001:db8::1"_s << u"2001:db8::ffff:0:0:9"_s << false << true;
        QTest::newRow("two /64") << u"2001:db8::1"_s << u"2001:db8:0:1::1"_s << false << false;
        QTest::newRow("with a scope") << u"fe80::1%eth0"_s << u"fe80::1"_s << true << true;
    }
    void whoCountsAsOne()
    {
        QFETCH(const QString, one);
        QFETCH(const QString, other);
        const AddressKey a = AddressKey::of(QHostAddress(one));
        const AddressKey b = AddressKey::of(QHostAddress(other));
        QTEST(a.device == b.device, "sameDevice");
        QTEST(a.network == b.network, "sameNetwork");
        QCOMPARE(a.network != 0, one.contains(u':'));
    }
};

QTEST_APPLESS_MAIN(TestAddressKey)
#include "tst_address_key.moc"
