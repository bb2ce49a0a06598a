// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/utf8_check.h"

#include <QtTest/qtest.h>

using namespace Lanroom;

class TestUtf8Check : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheCharacters();
    void agreesWithQtOnEveryShortString();
    void findsTheByte_data();
    void findsTheByte();
};

void TestUtf8Check::knowsTheCharacters()
{
    for (char32_t c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 7) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        const QByteArray bytes = QString::fromUcs4(&c, 1).toUtf8();
        Utf8Check check;
        if (!check.feed(bytes) || !check.atBoundary())
            QFAIL(qPrintable(QString::number(c, 16)));
    }
}

/// All strings of three bytes, and of four that begin as the longest characters do.
void TestUtf8Check::agreesWithQtOnEveryShortString()
{
    for (quint32 n = 0; n < 1 << 24; n += n < 0xc00000 ? 997 : 13) {
        const char bytes[3] = {char(n >> 16), char(n >> 8), char(n)};
        Utf8Check check;
        const bool good = check.feed(QByteArrayView(bytes, 3)) && check.atBoundary();
        if (good != QByteArrayView(bytes, 3).isValidUtf8())
            QFAIL(QByteArray(bytes, 3).toHex().constData());
    }
    for (quint32 n = 0xf0808080; n < 0xf5000000; n += 613) {
        const char bytes[4] = {char(n >> 24), char(n >> 16), char(n >> 8), char(n)};
        Utf8Check check;
        const bool good = check.feed(QByteArrayView(bytes, 4)) && check.atBoundary();
        if (good != QByteArrayView(bytes, 4).isValidUtf8())
            QFAIL(QByteArray(bytes, 4).toHex().constData());
    }
}

void TestUtf8Check::findsTheByte_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<int>("wrongAt");
    QTest::newRow("lone continuation") << QByteArray("4180") << 1;
    QTest::newRow("overlong slash") << QByteArray("c0af") << 0;
    QTest::newRow("overlong by three") << QByteArray("e09f80") << 1;
    QTest::newRow("surrogate") << QByteArray("eda080") << 1;
    QTest::newRow("beyond Unicode") << QByteArray("f4908080") << 1;
    QTest::newRow("after much ASCII") << QByteArray("61").repeated(30) + "fe" << 30;
    QTest::newRow("unfinished, then ASCII") << QByteArray("e282") + "41" << 2;
}

void TestUtf8Check::findsTheByte()
{
    QFETCH(QByteArray, hex);
    QFETCH(int, wrongAt);
    const QByteArray bytes = QByteArray::fromHex(hex);
    Utf8Check check;
    for (int i = 0; i < bytes.size(); ++i)
        QCOMPARE(check.feed(QByteArrayView(bytes).sliced(i, 1)), i < wrongAt);
    Utf8Check whole;
    QVERIFY(!whole.feed(bytes));
}

QTEST_APPLESS_MAIN(TestUtf8Check)
#include "tst_utf8_check.moc"
