// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/deflate_terms.h"
#include "wire/deflater.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <zlib.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestDeflater : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadByAWindowOfThatSize_data();
    void isReadByAWindowOfThatSize();
    void sharesWhatFitsTheWindow();
    void standsForItself();
    void makesNothingLarger();
    void leavesLongMessagesAlone();
};

namespace {

/// A receiver of exactly that window, who takes one byte at a time, so that zlib cannot look at
/// what it gave out before the window.
QByteArray receive(QByteArray message, int windowBits)
{
    message += QByteArrayView("\0\0\xff\xff", 4);
    z_stream stream{};
    inflateInit2(&stream, -windowBits);
    stream.next_in = reinterpret_cast<Bytef *>(message.data());
    stream.avail_in = uInt(message.size());
    QByteArray out;
    char byte = 0;
    int result = Z_OK;
    while (result == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef *>(&byte);
        stream.avail_out = 1;
        result = inflate(&stream, Z_SYNC_FLUSH);
        if (stream.avail_out == 0)
            out += byte;
        else if (result == Z_OK)
            break;
    }
    if (result == Z_DATA_ERROR)
        out = stream.msg;
    inflateEnd(&stream);
    return out;
}

/// Words of a small vocabulary: matches at every distance.
QByteArray words(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray text;
    while (text.size() < size)
        text += "word" + QByteArray::number(random.bounded(60)) + ' ';
    text.truncate(size);
    return text;
}

} // namespace

void TestDeflater::isReadByAWindowOfThatSize_data()
{
    QTest::addColumn<int>("bits");
    for (int bits = DeflateTerms::kMinWindowBits; bits <= DeflateTerms::kMaxWindowBits; ++bits)
        QTest::addRow("%d", bits) << bits;
}

void TestDeflater::isReadByAWindowOfThatSize()
{
    QFETCH(int, bits);
    for (const qsizetype size : {100, 255, 256, 257, 511, 512, 513, 4000, 32768, 70000}) {
        const QByteArray text = words(size, quint32(size));
        const QByteArray message = Deflater::compress(text, bits);
        QVERIFY(!message.isNull());
        QVERIFY(message.size() < text.size());
        QCOMPARE(receive(message, bits), text);
    }
}

void TestDeflater::sharesWhatFitsTheWindow()
{
    for (int bits = 8; bits <= 15; ++bits) {
        const qsizetype window = qsizetype(1) << bits;
        QCOMPARE(Deflater::sharedWindowBits(window, bits), 15);
        QCOMPARE(Deflater::sharedWindowBits(window + 1, bits), bits);
        QCOMPARE(Deflater::compress(words(window, 1), bits),
                 Deflater::compress(words(window, 1), 15));
    }
}

void TestDeflater::standsForItself()
{
    const QByteArray text = words(600, 1);
    const QByteArray once = Deflater::compress(text, 15);
    Deflater::compress(words(5'000, 2), 15);
    QCOMPARE(Deflater::compress(text, 15), once);
}

void TestDeflater::makesNothingLarger()
{
    QVERIFY(Deflater::compress({}, 15).isNull());
    QVERIFY(Deflater::compress("Hello", 15).isNull()); // seven bytes (RFC 7692 7.2.3.1)
    QByteArray noise(5'000, Qt::Uninitialized);
    QRandomGenerator random(1);
    for (char &byte : noise)
        byte = char(random.bounded(256));
    for (int bits = 8; bits <= 15; ++bits)
        QVERIFY(Deflater::compress(noise, bits).isNull());
    // One byte is worth it already.
    for (qsizetype size = 1; size < 100; ++size) {
        const QByteArray text = words(size, 1);
        const QByteArray message = Deflater::compress(text, 15);
        QVERIFY(message.isNull() || (message.size() < size && receive(message, 15) == text));
    }
}

void TestDeflater::leavesLongMessagesAlone()
{
    QVERIFY(!Deflater::compress(QByteArray(Deflater::kMaxBytes, 'x'), 15).isNull());
    QVERIFY(Deflater::compress(QByteArray(Deflater::kMaxBytes + 1, 'x'), 15).isNull());
}

QTEST_APPLESS_MAIN(TestDeflater)
#include "tst_deflater.moc"
