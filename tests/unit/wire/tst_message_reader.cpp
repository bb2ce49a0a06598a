// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/plain_deflate.h"
#include "support/web_socket_bytes.h"
#include "wire/deflater.h"
#include "wire/message_reader.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;
using Event = MessageReader::Event;

namespace {

constexpr qsizetype kMost = 1024;
constexpr int kPong = 0xa;
constexpr quint8 kRsv1 = 0x40;

/// What a reader makes of bytes, as one line of text: "text:hello ping:x violation:1002".
QByteArray read(MessageReader &reader, QByteArray bytes, qsizetype pieceSize)
{
    static constexpr std::array kNames{"more", "fragment", "text",  "binary",
                                       "ping", "pong",     "close", "violation"};
    QByteArrayList events;
    for (qsizetype at = 0; at < bytes.size(); at += pieceSize) {
        const qsizetype size = qMin(pieceSize, bytes.size() - at);
        std::span<char> piece(bytes.data() + at, std::size_t(size));
        for (Event event; (event = reader.next(piece)) != Event::NeedMore;) {
            QByteArray line = kNames[std::size_t(event)];
            if (event == Event::Close || event == Event::Violation)
                line += ':' + QByteArray::number(reader.code());
            if (event != Event::Fragment && event != Event::Violation)
                line += ':' + reader.payload().toByteArray();
            events.append(line);
        }
    }
    return events.join(' ');
}

/// The same frame with flags in its first byte.
QByteArray with(quint8 flags, QByteArray frame)
{
    frame[0] = char(quint8(frame[0]) | flags);
    return frame;
}

} // namespace

class TestMessageReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refusesTextAsSoonAsItIsWrong();
    void passesOverMessagesWhenTold();
    void boundsTheMessage_data();
    void boundsTheMessage();
    void inflates_data();
    void inflates();
    void keepsNothingBetweenMessages();
};

void TestMessageReader::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("events");
    const QByteArray umlaut = "K\xc3\xb6ln";
    QTest::newRow("text") << frame(kText, "hello") << "text:hello"_ba;
    QTest::newRow("nothing") << frame(kText, "") << "text:"_ba;
    QTest::newRow("binary") << frame(kBinary, "\xff") << "binary:\xff"_ba;
    QTest::newRow("two") << frame(kText, "a") + frame(kText, "b") << "text:a text:b"_ba;
    QTest::newRow("fragments") << frame(kText, "a", false) + frame(0, "b", false) + frame(0, "c")
                               << "fragment fragment text:abc"_ba;
    QTest::newRow("ping between") << frame(kText, "a", false) + frame(kPing, "p") + frame(0, "b")
                                  << "fragment ping:p text:ab"_ba;
    QTest::newRow("split character")
        << frame(kText, umlaut.first(2), false) + frame(0, umlaut.sliced(2))
        << "fragment text:" + umlaut;
    QTest::newRow("BOM stays") << frame(kText, "\xef\xbb\xbfx") << "text:\xef\xbb\xbfx"_ba;
    QTest::newRow("pong") << frame(kPong, "p") << "pong:p"_ba;
    QTest::newRow("close") << closeFrame(1000) + frame(kText, "late") << "close:1000:"_ba;
    QTest::newRow("close, wordless") << frame(kClose, "") << "close:1005:"_ba;
    QTest::newRow("close with IANA's 1014") << closeFrame(1014) << "close:1014:"_ba;

    const auto refused = [](const char *name, const QByteArray &bytes, int code) {
        QTest::newRow(name) << bytes << "violation:" + QByteArray::number(code);
    };
    refused("no mask", QByteArray::fromHex("810161"), 1002);
    refused("RSV1", with(kRsv1, frame(kText, "a")), 1002);
    refused("RSV2", with(0x20, frame(kText, "a")), 1002);
    refused("RSV3 on a ping", with(0x10, frame(kPing, "a")), 1002);
    refused("opcode 3", frame(3, ""), 1002);
    refused("opcode 11", frame(11, ""), 1002);
    refused("long ping", frame(kPing, QByteArray(126, 'x')), 1002);
    refused("fragmented ping", frame(kPing, "x", false), 1002);
    refused("nothing to continue", frame(0, "x"), 1002);
    refused("length in too many bytes", QByteArray::fromHex("81fe000100000000") + 'x', 1002);
    refused("length beyond all", QByteArray::fromHex("82ffffffffffffffffff00000000"), 1002);
    refused("half a close code", frame(kClose, "\x03"), 1002);
    refused("no close code", closeFrame(1006), 1002);
    refused("nobody's close code", closeFrame(2999), 1002);
    refused("reason that is no text", QByteArray::fromHex("88830000000003e8ff"), 1007);
    refused("text that is none", frame(kText, "\xc3("), 1007);
    refused("text that ends early", frame(kText, "\xc3"), 1007);
    QTest::newRow("message in a message")
        << frame(kText, "a", false) + frame(kText, "b") << "fragment violation:1002"_ba;
}

void TestMessageReader::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, events);
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        MessageReader reader(kMost);
        QCOMPARE(read(reader, bytes, piece), events);
    }
}

void TestMessageReader::refusesTextAsSoonAsItIsWrong()
{
    MessageReader reader(kMost);
    const QByteArray whole = frame(kText, "\xff and a long rest");
    QCOMPARE(read(reader, whole.first(6), 6), ""_ba);
    QCOMPARE(read(reader, whole.sliced(6, 1), 1), "violation:1007"_ba);
}

/// What nobody hears is not looked at: here all of it is wrong, or would inflate to too much.
void TestMessageReader::passesOverMessagesWhenTold()
{
    const QByteArray bytes = frame(kText, "\xff\xff") + frame(kText, "\xff", false) +
                             frame(kPing, "x") + frame(0, "\xff") +
                             with(kRsv1, frame(kBinary, "no deflate")) + frame(kText, "") +
                             closeFrame(1000);
    for (const qsizetype piece : {bytes.size(), qsizetype(1)}) {
        MessageReader reader(kMost);
        reader.setDeflate({});
        reader.skipMessages();
        QCOMPARE(read(reader, bytes, piece), QByteArray("fragment fragment ping:x fragment fragment fragment close:1000:"));
    }
    MessageReader reader(kMost);
    QCOMPARE(read(reader, frame(kText, "hello", false), 100), QByteArray("fragment"));
    reader.skipMessages(); // in the middle of a message
    QCOMPARE(read(reader, frame(0, " there") + closeFrame(1000), 100), QByteArray("fragment close:1000:"));
    QVERIFY(!reader.inMessage());
}

void TestMessageReader::boundsTheMessage_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("by the frame's head") << frame(kBinary, QByteArray(kMost + 1, 'x')).first(8);
    QTest::newRow("by the fragment's head")
        << frame(kBinary, QByteArray(kMost, 'x'), false) + frame(0, "y").first(6);
    QTest::newRow("2 GB") << QByteArray::fromHex("82ff000000007fffffff01020304");
}

void TestMessageReader::boundsTheMessage()
{
    QFETCH(QByteArray, bytes);
    MessageReader reader(kMost);
    QVERIFY(read(reader, bytes, bytes.size()).endsWith("violation:1009"));
}

void TestMessageReader::inflates_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("events");
    const QByteArray text = QByteArray("Hello, K\xc3\xb6ln. ").repeated(20);
    const QByteArray small = Deflater::compress(text, 15);
    QVERIFY(!small.isNull());
    QTest::newRow("whole") << with(kRsv1, frame(kText, small)) << "text:" + text;
    QTest::newRow("fragments") << with(kRsv1, frame(kText, small.first(7), false)) +
                                      frame(0, small.sliced(7, 9), false) +
                                      frame(0, small.sliced(16))
                               << "fragment fragment text:" + text;
    QTest::newRow("then a plain one") << with(kRsv1, frame(kText, small)) + frame(kText, "plain")
                                      << "text:" + text + " text:plain";
    QTest::newRow("said twice") << with(kRsv1, frame(kText, small.first(7), false)) +
                                       with(kRsv1, frame(0, small.sliced(7)))
                                << "fragment violation:1002"_ba;
    QTest::newRow("ping") << with(kRsv1, frame(kPing, "")) << "violation:1002"_ba;
    QTest::newRow("garbage") << with(kRsv1, frame(kText, "\xff\xff\xff")) << "violation:1007"_ba;
    QTest::newRow("no text") << with(kRsv1,
                                     frame(kText, Deflater::compress(QByteArray(100, '\xff'), 15)))
                             << "violation:1007"_ba;
    // As long as it may be, and a third longer by an encoder of fixed codes that flushes all the time.
    QByteArray longest(kMost, '\0');
    QRandomGenerator(1).generate(longest.begin(), longest.end());
    QByteArray grown;
    PlainDeflate fixed(9, 1, Z_FIXED);
    for (qsizetype from = 0; from < kMost; from += 8)
        grown += fixed.run(longest.sliced(from, 8), from + 8 < kMost ? Z_PARTIAL_FLUSH : Z_SYNC_FLUSH);
    QVERIFY2(grown.size() > kMost + kMost / 3, qPrintable(QString::number(grown.size())));
    QTest::newRow("grown") << with(kRsv1, frame(kBinary, grown.chopped(4))) << "binary:" + longest;
    QTest::newRow("bomb") << with(kRsv1,
                                  frame(kBinary, Deflater::compress(QByteArray(100'000, 'x'), 15)))
                          << "violation:1009"_ba;
}

void TestMessageReader::inflates()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, events);
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        MessageReader reader(kMost);
        reader.setDeflate({});
        QCOMPARE(read(reader, bytes, piece), events);
    }
}

void TestMessageReader::keepsNothingBetweenMessages()
{
    MessageReader reader(kMost);
    read(reader, frame(kText, "a", false) + frame(kPing, "half").first(8), 3);
    QVERIFY(reader.inMessage());
    read(reader, frame(kPing, "half").sliced(8) + frame(0, "b"), 3);
    QVERIFY(!reader.inMessage());
}

QTEST_APPLESS_MAIN(TestMessageReader)
#include "tst_message_reader.moc"
