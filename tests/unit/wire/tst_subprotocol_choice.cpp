// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/subprotocol_choice.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestSubprotocolChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chooses_data();
    void chooses();
};

void TestSubprotocolChoice::chooses_data()
{
    QTest::addColumn<QList<QByteArray>>("fields");
    QTest::addColumn<QString>("choice");
    QTest::newRow("nothing offered") << QList<QByteArray>{} << u""_s;
    QTest::newRow("one") << QList{"chat.v2"_ba} << u"chat.v2"_s;
    QTest::newRow("the client's order") << QList{"chat.v1, chat.v2"_ba} << u"chat.v1"_s;
    QTest::newRow("unknown ones first") << QList{"x, y ,chat.v2"_ba} << u"chat.v2"_s;
    QTest::newRow("in another field") << QList{"x"_ba, "chat.v2, chat.v1"_ba} << u"chat.v2"_s;
    QTest::newRow("another case") << QList{"CHAT.V1"_ba} << u""_s;
    QTest::newRow("part of a name") << QList{"chat"_ba} << u""_s;
    QTest::newRow("empty elements") << QList{", ,"_ba} << u""_s;
}

void TestSubprotocolChoice::chooses()
{
    QFETCH(QList<QByteArray>, fields);
    RequestHead request;
    for (const QByteArray &value : std::as_const(fields))
        request.headers.append({"sec-websocket-protocol"_ba, value});
    QTEST(chooseSubprotocol(request, {u"chat.v2"_s, u"chat.v1"_s}), "choice");
    QCOMPARE(chooseSubprotocol(request, {}), QString());
}

QTEST_APPLESS_MAIN(TestSubprotocolChoice)
#include "tst_subprotocol_choice.moc"
