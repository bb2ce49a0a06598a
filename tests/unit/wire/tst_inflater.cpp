// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/plain_deflate.h"
#include "wire/inflater.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;
using Status = Inflater::Status;

class TestInflater : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inflatesTheExamples_data();
    void inflatesTheExamples();
    void takesTheContextOver();
    void forgetsTheContextWithoutTakeover();
    void keepsOneWindowAtMost_data();
    void keepsOneWindowAtMost();
    void refusesWhatIsOutsideTheWindow_data();
    void refusesWhatIsOutsideTheWindow();
    void goesOnAfterAFinalBlock();
    void takesManyFinalBlocks();
    void acceptsEmptyMessages();
    void refusesCorruptData_data();
    void refusesCorruptData();
    void refusesCutMessages();
    void neverGoesPastTheLimit_data();
    void neverGoesPastTheLimit();
    void countsTheMessageNotThePiece();
    void stopsBombsByRatio();
    void isSmall();
};

namespace {

constexpr qsizetype kMax = 64 * 1024;

DeflateTerms withTakeover(int bits = 15)
{
    return {15, bits, true};
}

/// One message in pieces of so many bytes.
Status feed(Inflater &inflater, QByteArrayView message, QByteArray &out, qsizetype piece,
            qsizetype maxOut = kMax)
{
    Status status = Status::Ok;
    qsizetype at = 0;
    do {
        const qsizetype size = qMin(piece, message.size() - at);
        status =
            inflater.append(message.sliced(at, size), at + size == message.size(), out, maxOut);
        at += size;
    } while (status == Status::Ok && at < message.size());
    return status;
}

/// What can be compressed a little, and is never the same.
QByteArray someText(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray text;
    while (text.size() < size)
        text += QByteArray::number(random.bounded(100'000)) + (random.bounded(4) ? " tea" : "\n");
    text.truncate(size);
    return text;
}

} // namespace

void TestInflater::inflatesTheExamples_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("text");
    // RFC 7692 7.2.3; the sections' numbers are the rows' names.
    QTest::newRow("7.2.3.1 one block") << "f248cdc9c90700"_ba
                                       << "Hello"_ba;
    QTest::newRow("7.2.3.3 uncompressed") << "000500faff48656c6c6f00"_ba
                                          << "Hello"_ba;
    QTest::newRow("7.2.3.4 BFINAL") << "f348cdc9c9070000"_ba
                                    << "Hello"_ba;
    QTest::newRow("7.2.3.5 two blocks") << "f248050000 00ffffcac9c90700"_ba
                                        << "Hello"_ba;
    QTest::newRow("7.2.3.6 empty") << "00"_ba
                                   << ""_ba;
}

void TestInflater::inflatesTheExamples()
{
    QFETCH(QByteArray, hex);
    const QByteArray message = QByteArray::fromHex(hex);
    for (qsizetype piece = 1; piece <= message.size(); ++piece) {
        Inflater inflater{DeflateTerms{}};
        QByteArray out = "before "_ba;
        QCOMPARE(feed(inflater, message, out, piece), Status::Ok);
        QFETCH(QByteArray, text);
        QCOMPARE(out, "before " + text);
    }
}

void TestInflater::takesTheContextOver()
{
    // RFC 7692 7.2.3.2: the second Hello refers to the first.
    const QByteArray first = QByteArray::fromHex("f248cdc9c90700");
    const QByteArray second = QByteArray::fromHex("f200110000");
    Inflater inflater(withTakeover());
    QByteArray out;
    QCOMPARE(inflater.append(first, true, out, kMax), Status::Ok);
    QCOMPARE(inflater.keptBytes(), 5);
    Inflater moved = std::move(inflater); // it may lie elsewhere meanwhile
    QCOMPARE(feed(moved, second, out, 1), Status::Ok);
    QCOMPARE(out, "HelloHello"_ba);
    QCOMPARE(moved.append({}, true, out, kMax), Status::Ok);
    QCOMPARE(moved.append(second, true, out, kMax), Status::Ok);
    QCOMPARE(out, "HelloHelloHello"_ba);
}

void TestInflater::forgetsTheContextWithoutTakeover()
{
    Inflater inflater{DeflateTerms{}};
    QByteArray out;
    QCOMPARE(inflater.append(QByteArray::fromHex("f248cdc9c90700"), true, out, kMax), Status::Ok);
    QCOMPARE(inflater.keptBytes(), 0);
    QCOMPARE(inflater.append(QByteArray::fromHex("f200110000"), true, out, kMax), Status::Corrupt);
}

void TestInflater::keepsOneWindowAtMost_data()
{
    QTest::addColumn<int>("bits");
    for (int bits = 9; bits <= 15; ++bits)
        QTest::addRow("%d", bits) << bits;
}

void TestInflater::keepsOneWindowAtMost()
{
    QFETCH(int, bits);
    PlainDeflate client(bits);
    Inflater inflater(withTakeover(bits));
    for (quint32 i = 0; i < 60; ++i) {
        // Every other message has come before.
        const QByteArray text = someText(i % 7 * 997, i / 2);
        QByteArray out;
        QCOMPARE(feed(inflater, client.message(text), out, i % 3 == 0 ? 1 : 1000), Status::Ok);
        QCOMPARE(out, text);
        QVERIFY(inflater.keptBytes() <= 1 << bits);
    }
    QCOMPARE(inflater.keptBytes(), 1 << bits);
}

void TestInflater::refusesWhatIsOutsideTheWindow_data()
{
    QTest::addColumn<int>("bits");
    for (int bits = 8; bits < 15; ++bits)
        QTest::addRow("%d", bits) << bits;
}

void TestInflater::refusesWhatIsOutsideTheWindow()
{
    QFETCH(int, bits);
    const QByteArray text = someText(40'000, 1);
    const QByteArray earlier = text.last((1 << bits) + 300).first(200);
    PlainDeflate client(15); // whatever was agreed
    const QByteArray first = client.message(text);
    const QByteArray second = client.message(earlier);
    for (const int agreed : {bits, 15}) {
        Inflater inflater(withTakeover(agreed));
        QByteArray out;
        QCOMPARE(inflater.append(first, true, out, kMax), Status::Ok);
        QCOMPARE(inflater.append(second, true, out, kMax),
                 agreed == 15 ? Status::Ok : Status::Corrupt);
        QCOMPARE(out == text + earlier, agreed == 15);
    }
}

void TestInflater::goesOnAfterAFinalBlock()
{
    PlainDeflate client;
    const QByteArray text = someText(500, 1);
    const QByteArray final = client.run(text, Z_FINISH);
    const QByteArray back = QByteArray::fromHex("f200110000"); // 'H', and four from five bytes back
    for (const qsizetype piece : {1, 7, 10'000}) {
        Inflater inflater(withTakeover());
        QByteArray out;
        QCOMPARE(feed(inflater, final + back, out, piece), Status::Ok);
        QCOMPARE(out, text + 'H' + text.last(4));
        QCOMPARE(feed(inflater, back, out, piece), Status::Ok);
        QCOMPARE(out, text + QByteArray('H' + text.last(4)).repeated(2));
    }
}

void TestInflater::takesManyFinalBlocks()
{
    // Two bytes each, and a window to keep: must not cost a window's copy for each.
    const QByteArray window = PlainDeflate().run(someText(33'000, 1), Z_SYNC_FLUSH);
    const QByteArray blocks = QByteArray("\x03\x00", 2).repeated(500'000) + '\0';
    Inflater inflater{DeflateTerms{}};
    QByteArray out;
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(inflater.append(window, false, out, kMax), Status::Ok);
    QCOMPARE(inflater.append(blocks, true, out, kMax), Status::Ok);
    QCOMPARE(out.size(), 33'000);
    QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
}

void TestInflater::acceptsEmptyMessages()
{
    Inflater inflater(withTakeover());
    QByteArray out;
    QCOMPARE(inflater.append({}, true, out, kMax), Status::Ok);
    QCOMPARE(inflater.append({}, false, out, kMax), Status::Ok);
    QCOMPARE(inflater.append(QByteArrayView("\0", 1), true, out, 0), Status::Ok);
    QCOMPARE(inflater.append(PlainDeflate().message({}), true, out, 0), Status::Ok);
    QVERIFY(out.isEmpty());
}

void TestInflater::refusesCorruptData_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("reserved block type") << "07"_ba;
    QTest::newRow("stored lengths differ") << "000500fbff48656c6c6f00"_ba;
    QTest::newRow("refers before the start") << "f200110000"_ba;
    QTest::newRow("ones") << "ffffffff"_ba;
    QTest::newRow("too many codes") << "fcff0000"_ba;
}

void TestInflater::refusesCorruptData()
{
    QFETCH(QByteArray, hex);
    const QByteArray message = QByteArray::fromHex(hex);
    for (qsizetype piece = 1; piece <= message.size(); ++piece) {
        Inflater inflater(withTakeover());
        QByteArray out;
        QCOMPARE(feed(inflater, message, out, piece), Status::Corrupt);
        // And it stays there.
        QCOMPARE(inflater.append(QByteArrayView("\0", 1), true, out, kMax), Status::Corrupt);
        QCOMPARE(inflater.keptBytes(), 0);
    }
}

void TestInflater::refusesCutMessages()
{
    const QByteArray message = PlainDeflate().message(someText(300, 1));
    for (qsizetype n = 1; n < message.size() - 1; ++n) {
        Inflater inflater{DeflateTerms{}};
        QByteArray out;
        QCOMPARE(inflater.append(message.first(n), true, out, kMax), Status::Corrupt);
    }
}

void TestInflater::neverGoesPastTheLimit_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("piece");
    const QByteArray run(kMax + 1, 'x');
    QTest::newRow("one byte too many") << run << kMax;
    QTest::newRow("one byte too many, in pieces") << run << qsizetype(1);
    QTest::newRow("incompressible") << someText(kMax + 1, 1) << kMax;
    QTest::newRow("a bomb") << QByteArray(50'000'000, '\0') << kMax;
    QTest::newRow("a bomb in pieces") << QByteArray(50'000'000, '\0') << qsizetype(10);
}

void TestInflater::neverGoesPastTheLimit()
{
    QFETCH(QByteArray, text);
    QFETCH(qsizetype, piece);
    const QByteArray message = PlainDeflate().message(text);
    Inflater inflater(withTakeover());
    QByteArray out;
    QCOMPARE(feed(inflater, message, out, piece), Status::TooBig);
    QVERIFY(out.size() <= kMax);
    QVERIFY(out.capacity() <= 2 * kMax + 64);
    QCOMPARE(inflater.append({}, true, out, kMax), Status::TooBig);

    Inflater other(withTakeover());
    out.clear();
    QCOMPARE(feed(other, PlainDeflate().message(text.first(kMax)), out, piece), Status::Ok);
    QCOMPARE(out, text.first(kMax));
}

void TestInflater::countsTheMessageNotThePiece()
{
    // The caller may take away what is ready.
    const QByteArray message = PlainDeflate().message(someText(2'000, 1));
    Inflater inflater{DeflateTerms{}};
    qsizetype total = 0;
    Status status = Status::Ok;
    for (qsizetype at = 0; at < message.size() && status == Status::Ok; ++at) {
        QByteArray out;
        status = inflater.append(QByteArrayView(message).sliced(at, 1), false, out, 1'000);
        total += out.size();
    }
    QCOMPARE(status, Status::TooBig);
    QVERIFY(total <= 1'000);
}

void TestInflater::stopsBombsByRatio()
{
    constexpr qsizetype kLarge = 16 * 1024 * 1024; // so that only the ratio can stop it
    const QByteArray bomb = PlainDeflate().message(QByteArray(kLarge, '\0'));
    Inflater inflater{DeflateTerms{}};
    QByteArray out;
    QCOMPARE(feed(inflater, bomb, out, 100, kLarge), Status::TooBig);
    QVERIFY(out.size() < 2 * Inflater::kFreeBytes + 200 * Inflater::kMaxRatio);

    Inflater other{DeflateTerms{}};
    out.clear();
    QByteArray text; // as monotonous as logs are
    for (int i = 0; i < 20'000; ++i)
        text += "12:00:00.000 lanroom.gateway: client number " + QByteArray::number(i) + " came\n";
    QCOMPARE(feed(other, PlainDeflate().message(text), out, 1'000, kLarge), Status::Ok);
    QCOMPARE(out, text);
}

void TestInflater::isSmall()
{
    QVERIFY(sizeof(Inflater) <= 64);
}

QTEST_APPLESS_MAIN(TestInflater)
#include "tst_inflater.moc"
