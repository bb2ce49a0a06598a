// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/join_codes.h"
#include "qr/qr_code.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Outcome = JoinCodes::Outcome;

namespace {

constexpr int kSize = 64; // of the addresses here

QByteArray address(qsizetype number)
{
    return "http://10.0.0.1/#" + QByteArray::number(number).rightJustified(kSize - 17, '0');
}

} // namespace

class TestJoinCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsTheAddress();
    void remembersTheLast();
    void forgetsWhatWasAskedForLongestAgo();
    void boundsTheAddress();
    void boundsNewOnes();
};

void TestJoinCodes::drawsTheAddress()
{
    JoinCodes codes;
    const JoinCodes::Code code = codes.of(address(1), 0);
    QCOMPARE(code.outcome, Outcome::Found);
    QCOMPARE(code.picture.contentType, "image/svg+xml; charset=utf-8"_ba);
    QCOMPARE(code.picture.body, QrCode::encode(address(1))->toSvg());
    QVERIFY(codes.of(address(2), 0).picture.etag != code.picture.etag);
}

void TestJoinCodes::remembersTheLast()
{
    JoinCodes codes;
    const QByteArray first = codes.of(address(0), 0).picture.body;
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(codes.of(address(0), 0).picture.body, first);
    QCOMPARE(codes.made(), 1);
}

void TestJoinCodes::forgetsWhatWasAskedForLongestAgo()
{
    JoinCodes codes;
    for (qsizetype i = 0; i < JoinCodes::kRemembered; ++i)
        codes.of(address(i), 0);
    codes.of(address(0), 0); // which makes 1 the oldest
    codes.of(address(JoinCodes::kRemembered), 0);
    const int made = codes.made();
    QCOMPARE(made, JoinCodes::kRemembered + 1);
    for (qsizetype i = 2; i <= JoinCodes::kRemembered; ++i)
        codes.of(address(i), 0);
    codes.of(address(0), 0);
    QCOMPARE(codes.made(), made);
    codes.of(address(1), 0);
    QCOMPARE(codes.made(), made + 1);
}

void TestJoinCodes::boundsTheAddress()
{
    JoinCodes codes;
    QCOMPARE(codes.of(QByteArray(JoinCodes::kMaxAddressBytes, 'a'), 0).outcome, Outcome::Found);
    QCOMPARE(codes.of(QByteArray(JoinCodes::kMaxAddressBytes + 1, 'a'), 0).outcome,
             Outcome::TooLong);
}

void TestJoinCodes::boundsNewOnes()
{
    JoinCodes codes;
    constexpr int kBurst = JoinCodes::kBurstBytes / kSize;
    for (int i = 0; i < kBurst; ++i)
        QCOMPARE(codes.of(address(i), 0).outcome, Outcome::Found);
    QCOMPARE(codes.of(address(kBurst), 0).outcome, Outcome::TooFast);
    // What is there costs nothing.
    QCOMPARE(codes.of(address(kBurst - 1), 0).outcome, Outcome::Found);
    QCOMPARE(codes.made(), kBurst);

    constexpr qint64 kEach = 1000 * kSize / JoinCodes::kBytesPerSecond + 1; // ms
    QCOMPARE(codes.of(address(kBurst), kEach).outcome, Outcome::Found);
    QCOMPARE(codes.of(address(kBurst + 1), kEach).outcome, Outcome::TooFast);
}

QTEST_APPLESS_MAIN(TestJoinCodes)
#include "tst_join_codes.moc"
