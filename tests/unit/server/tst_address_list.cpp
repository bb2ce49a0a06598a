// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/address_list.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class tst_AddressList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void likeliestComesFirst()
    {
        const auto local = [](const QString &address, const QString &interface, bool lan) {
            return LocalAddress{QHostAddress(address), interface, lan};
        };
        const QList<QHostAddress> order = likeliestFirst({
            local(u"127.0.0.1"_s, u"lo"_s, false),
            local(u"::1"_s, u"lo"_s, false),
            local(u"172.17.0.1"_s, u"docker0"_s, true),
            local(u"fe80::1%wlan0"_s, u"wlan0"_s, true),
            local(u"2001:db8::5"_s, u"wlan0"_s, true),
            local(u"169.254.9.9"_s, u"eth1"_s, true),
            local(u"10.8.0.2"_s, u"ppp0"_s, false),
            local(u"192.168.1.5"_s, u"wlan0"_s, true),
        });
        QStringList texts;
        for (const QHostAddress &address : order)
            texts.append(address.toString());
        QCOMPARE(texts, (QStringList{u"192.168.1.5"_s, u"10.8.0.2"_s, u"2001:db8::5"_s, u"169.254.9.9"_s,
                                     u"172.17.0.1"_s, u"127.0.0.1"_s, u"::1"_s}));
    }

    void oneBoundAddressIsTheOnlyOne()
    {
        AddressList list;
        QSignalSpy changed(&list, &Addresses::changed);
        list.start(QHostAddress(u"127.0.0.1"_s), 8080);
        QCOMPARE(list.urls(), QStringList{u"http://127.0.0.1:8080/"_s});
        QCOMPARE(list.best(), u"http://127.0.0.1:8080/"_s);
        QCOMPARE(changed.size(), 1);
        list.stop();
        QVERIFY(list.urls().isEmpty());
        list.start(QHostAddress(u"::1"_s), 80);
        QCOMPARE(list.best(), u"http://[::1]:80/"_s);
    }

    void wildcardIsEveryAddress()
    {
        AddressList list;
        list.start(QHostAddress::Any, 8080);
        QVERIFY(list.urls().contains(u"http://127.0.0.1:8080/"_s));
        AddressList four;
        four.start(QHostAddress::AnyIPv4, 8080);
        for (const QString &url : four.urls())
            QVERIFY2(!url.contains(u'['), qPrintable(url));
        AddressList six;
        six.start(QHostAddress::AnyIPv6, 8080);
        for (const QString &url : six.urls())
            QVERIFY2(url.contains(u'['), qPrintable(url));
    }
};

QTEST_GUILESS_MAIN(tst_AddressList)
#include "tst_address_list.moc"
