// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/frame_head.h"

#include <QtTest/qtest.h>

using namespace Lanroom;

class TestFrameHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
};

void TestFrameHead::reads_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("opcode");
    QTest::addColumn<bool>("masked");
    QTest::addColumn<quint64>("payload");
    QTest::newRow("empty text") << QByteArray("8100") << 1 << false << quint64(0);
    QTest::newRow("masked close") << QByteArray("888200000000") << 8 << true << quint64(2);
    QTest::newRow("125") << QByteArray("827d") << 2 << false << quint64(125);
    QTest::newRow("16 bits") << QByteArray("82fe00ff01020304") << 2 << true << quint64(255);
    QTest::newRow("64 bits") << QByteArray("827f0000000000010000") << 2 << false << quint64(65536);
    QTest::newRow("all ones") << QByteArray("ffffffffffffffffffff01020304") << 15 << true
                              << ~quint64(0);
}

void TestFrameHead::reads()
{
    QFETCH(QByteArray, hex);
    const QByteArray bytes = QByteArray::fromHex(hex);
    for (qsizetype n = 0; n < bytes.size(); ++n)
        QVERIFY(!readFrameHead(QByteArrayView(bytes).first(n)));
    const std::optional<FrameHead> head = readFrameHead(bytes + "payload");
    QVERIFY(head);
    QTEST(int(head->opcode), "opcode");
    QTEST(head->masked, "masked");
    QTEST(head->payloadBytes, "payload");
    QCOMPARE(head->headBytes, bytes.size());
}

QTEST_APPLESS_MAIN(TestFrameHead)
#include "tst_frame_head.moc"
