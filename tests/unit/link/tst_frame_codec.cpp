// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/frame_codec.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Link;

class TestFrameCodec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasTheDocumentedLayout()
    {
        QByteArray bytes;
        QVERIFY(encodeFrame({FrameType::PublishText, 0, ClientId(0x0102030405060708), "tea", "hi"}, bytes));
        QCOMPARE(bytes.toHex(), QByteArray("05000000" "32" "00" "0300" "0807060504030201" "746561" "6869"));
    }

    void survivesAnyCut()
    {
        QByteArray bytes;
        encodeFrame({FrameType::MessageText, 0, ClientId(7), {}, "first"}, bytes);
        encodeFrame({FrameType::PublishBinary, 3, {}, "topic", QByteArray(1000, '\0')}, bytes);
        encodeFrame({FrameType::AttachDone, 0, {}, {}, {}}, bytes);
        for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(15), qsizetype(17), bytes.size()}) {
            FrameDecoder decoder;
            QList<FrameType> types;
            for (qsizetype i = 0; i < bytes.size(); i += piece) {
                decoder.feed(QByteArrayView(bytes).sliced(i, qMin(piece, bytes.size() - i)));
                Frame frame;
                while (decoder.next(frame) == FrameDecoder::Status::Ok) {
                    types.append(frame.type);
                    if (frame.type == FrameType::PublishBinary) {
                        QCOMPARE(frame.topic, QByteArrayView("topic"));
                        QCOMPARE(frame.payload.size(), 1000);
                        QCOMPARE(frame.flags, quint8(3));
                    }
                }
            }
            QCOMPARE(types, (QList<FrameType>{FrameType::MessageText, FrameType::PublishBinary, FrameType::AttachDone}));
            QCOMPARE(decoder.pendingBytes(), 0);
        }
    }

    void refusesLengthsBeforeTheirBytes()
    {
        FrameDecoder decoder;
        decoder.feed(QByteArray("\xff\xff\xff\x7f", 4)); // 2 GB less one, and no more than these bytes
        Frame frame;
        QCOMPARE(decoder.next(frame), FrameDecoder::Status::Error);
        QVERIFY(decoder.errorText());
        QCOMPARE(decoder.pendingBytes(), 0);
        decoder.feed("more");
        QCOMPARE(decoder.next(frame), FrameDecoder::Status::Error);
    }

    void refusesATopicBeyondItsFrame()
    {
        QByteArray bytes;
        encodeFrame({FrameType::PublishText, 0, {}, "abc", "x"}, bytes);
        bytes[6] = 5; // 4 bytes of body
        FrameDecoder decoder;
        decoder.feed(bytes);
        Frame frame;
        QCOMPARE(decoder.next(frame), FrameDecoder::Status::Error);
    }

    void encodesOnlyWhatItWouldDecode()
    {
        QByteArray bytes("kept");
        QVERIFY(!encodeFrame({FrameType::PublishText, 0, {}, QByteArray(kMaxTopicBytes + 1, 't'), "x"}, bytes));
        QVERIFY(!encodeFrame({FrameType::SendText, 0, {}, {}, QByteArray(qsizetype(kMaxBodyBytes) + 1, 'x')}, bytes));
        QCOMPARE(bytes, QByteArray("kept"));
    }

    void livesThroughNoise()
    {
        QRandomGenerator random(20260101);
        for (int round = 0; round < 2000; ++round) {
            FrameDecoder decoder;
            Frame frame;
            for (int piece = 0; piece < 8; ++piece) {
                QByteArray noise(random.bounded(64), Qt::Uninitialized);
                for (char &byte : noise)
                    byte = char(random.bounded(round % 2 ? 256 : 4)); // small bytes pass the length check
                decoder.feed(noise);
                while (decoder.next(frame) == FrameDecoder::Status::Ok)
                    QVERIFY(frame.topic.size() + frame.payload.size() <= qsizetype(kMaxBodyBytes));
            }
            QVERIFY(decoder.pendingBytes() < 16 * 64);
        }
    }

    void knowsItsTypes()
    {
        QVERIFY(isKnownFrameType(FrameType::Hello));
        QVERIFY(!isKnownFrameType(FrameType(0xee)));
        QCOMPARE(frameTypeName(FrameType::ClientAttach), QLatin1StringView("ClientAttach"));
        QCOMPARE(frameTypeName(FrameType(0xee)), QLatin1StringView("unknown"));
    }
};

QTEST_GUILESS_MAIN(TestFrameCodec)
#include "tst_frame_codec.moc"
