// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/outgoing.h"
#include "wire/frame_head.h"

#include <QtTest/qtest.h>

using namespace Lanroom;

class TestOutgoing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesOneFrame_data();
    void encodesOneFrame();
    void sharesItsBytes();
};

void TestOutgoing::encodesOneFrame_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("empty") << qsizetype(0) << QByteArray::fromHex("8100");
    QTest::newRow("longest short") << qsizetype(125) << QByteArray::fromHex("817d");
    QTest::newRow("shortest of 16 bits") << qsizetype(126) << QByteArray::fromHex("817e007e");
    QTest::newRow("longest of 16 bits") << qsizetype(65535) << QByteArray::fromHex("817effff");
    QTest::newRow("shortest of 64 bits")
        << qsizetype(65536) << QByteArray::fromHex("817f0000000000010000");
}

void TestOutgoing::encodesOneFrame()
{
    QFETCH(qsizetype, size);
    QFETCH(QByteArray, head);
    const QByteArray payload(size, 'x');
    const Outgoing text = Outgoing::text(payload);
    QCOMPARE(text.frame(), head + payload);
    QCOMPARE(text.size(), size);
    QVERIFY(!text.isBinary());
    const Outgoing binary = Outgoing::binary(payload);
    QVERIFY(binary.isBinary());
    const auto read = readFrameHead(binary.frame());
    QVERIFY(read);
    QCOMPARE(read->opcode, 2);
    QCOMPARE(qsizetype(read->payloadBytes), size);
}

void TestOutgoing::sharesItsBytes()
{
    const Outgoing one = Outgoing::text("hello");
    const Outgoing other = one;
    QCOMPARE(other.frame().constData(), one.frame().constData());
}

QTEST_APPLESS_MAIN(TestOutgoing)
#include "tst_outgoing.moc"
