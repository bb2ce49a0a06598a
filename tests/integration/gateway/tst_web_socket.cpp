// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/raw_client.h"
#include "support/test_door.h"

#include <QtCore/qfile.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int kText = 1;
constexpr int kBinary = 2;
constexpr int kClose = 8;
constexpr int kPing = 9;

QByteArray upgradeTo(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: box\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
           "Origin: http://box:8080\r\nUser-Agent: test/1\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
}

QByteArray closeFrame(int code)
{
    return RawClient::frame(kClose, QByteArray(1, char(code >> 8)) + char(code & 0xff));
}

/// A server's frame: short, unmasked.
QByteArray plain(int opcode, const QByteArray &payload)
{
    return QByteArray(1, char(0x80 | opcode)) + char(payload.size()) + payload;
}

QByteArray plainClose(int code, const QByteArray &reason = {})
{
    return plain(kClose, QByteArray(1, char(code >> 8)) + char(code & 0xff) + reason);
}

/// What this process occupies, in bytes.
qint64 residentBytes()
{
    QFile statm(u"/proc/self/statm"_s);
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    return statm.readAll().split(' ').value(1).toLongLong() * 4096;
}

bool isCut(const TestDoor &test)
{
    return !test.clients.empty() && test.clients.front()->closeCode.has_value();
}

} // namespace

/// Clients on real sockets through the wire guard and Qt's handshake.
class TestWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void talksToAProperClient();
    void shakesHandsByTheBook();
    void describesTheClient();
    void givesEveryClientAnotherId();
    void keepsWhatCameWithTheHandshake();
    void keepsHalfAFrameThatCameWithTheHandshake();
    void takesBytesOneByOne();
    void putsFragmentsTogether();
    void deliversWhatCameBeforeTheEnd();
    void closesByTheBook_data();
    void closesByTheBook();
    void closesAndWaitsForTheOther();
    void givesUpWaitingForTheOther();
    void shortensLongReasons();
    void refusesWhatIsTooLong_data();
    void refusesWhatIsTooLong();
    void takesTheLongestMessage();
    void pausesReading();
    void seesThePausedGo();
    void closesSlowReaders();
    void cutsOffWhoPingsAndNeverReads();
    void survivesVanishingHandshakes();
    void lettingGoHangsUp();
};

void TestWebSocket::talksToAProperClient()
{
    TestDoor test;
    QWebSocket client(u"http://box"_s);
    QStringList texts;
    QList<QByteArray> binaries;
    connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString &text) { texts.append(text); });
    connect(&client, &QWebSocket::binaryMessageReceived, this, [&](const QByteArray &data) { binaries.append(data); });
    client.open(QUrl(u"ws://127.0.0.1:%1/echo"_s.arg(test.port())));
    QVERIFY(RawClient::wait([&] { return client.state() == QAbstractSocket::ConnectedState; }));
    const QString longText = QString(20'000, u'ß');
    client.sendTextMessage(u"hellö"_s);
    client.sendTextMessage(QString());
    client.sendTextMessage(longText);
    client.sendBinaryMessage(QByteArray(300, '\0'));
    QVERIFY(RawClient::wait([&] { return texts.size() == 3 && binaries.size() == 1; }));
    QCOMPARE(texts, (QStringList{u"hellö"_s, QString(), longText}));
    QCOMPARE(binaries.front(), QByteArray(300, '\0'));
    QCOMPARE(test.door.stats().messagesIn, 4);
    QCOMPARE(test.door.stats().messagesOut, 4);
    QCOMPARE(test.door.stats().bytesIn, test.door.stats().bytesOut);
    client.close();
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 1000);
}

void TestWebSocket::shakesHandsByTheBook()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/echo"));
    const RawClient::Answer answer = client.answer(true);
    QCOMPARE(answer.status, 101);
    QCOMPARE(answer.field("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="_ba); // RFC 6455 1.3
    QCOMPARE(answer.field("Upgrade").toLower(), "websocket"_ba);
    QCOMPARE(answer.field("Connection").toLower(), "upgrade"_ba);
}

void TestWebSocket::describesTheClient()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink?room=1"));
    QVERIFY(RawClient::wait([&] { return !test.clients.empty(); }));
    const ClientSocket::Info &info = test.client(0).socket->info();
    QCOMPARE(info.address, u"127.0.0.1"_s);
    QCOMPARE(info.agent, u"test/1"_s);
    QCOMPARE(info.path, u"/sink"_s);
    QVERIFY(info.local);
    QVERIFY(info.sinceMs > 1'700'000'000'000);
}

void TestWebSocket::givesEveryClientAnotherId()
{
    TestDoor test;
    RawClient one(test.port());
    RawClient two(test.port());
    one.send(upgradeTo("/sink"));
    two.send(upgradeTo("/sink"));
    QVERIFY(RawClient::wait([&] { return test.clients.size() == 2; }));
    const ClientId first = test.client(0).socket->info().id;
    const ClientId second = test.client(1).socket->info().id;
    QVERIFY(first != second);
    QCOMPARE(first.slot(), 7);
    QCOMPARE(first.generation(), 42u);
}

void TestWebSocket::keepsWhatCameWithTheHandshake()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/echo") + RawClient::frame(kText, "early") + RawClient::frame(kBinary, "bird"));
    QCOMPARE(client.answer(true).status, 101);
    QCOMPARE(client.take(13), plain(kText, "early") + plain(kBinary, "bird"));
}

void TestWebSocket::keepsHalfAFrameThatCameWithTheHandshake()
{
    TestDoor test;
    RawClient client(test.port());
    const QByteArray frame = RawClient::frame(kText, "early");
    client.send(upgradeTo("/echo") + frame.first(8));
    QCOMPARE(client.answer(true).status, 101);
    client.send(frame.sliced(8));
    QCOMPARE(client.take(7), plain(kText, "early"));
}

void TestWebSocket::takesBytesOneByOne()
{
    TestDoor test;
    RawClient client(test.port());
    client.sendByByte(upgradeTo("/echo") + RawClient::frame(kText, QByteArray(200, 'x')) + closeFrame(1000));
    QCOMPARE(client.answer(true).status, 101);
    QCOMPARE(client.take(204).last(200), QByteArray(200, 'x'));
    QCOMPARE(client.take(4), plainClose(1000));
    QVERIFY(client.waitClosed());
}

void TestWebSocket::putsFragmentsTogether()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/echo"));
    QCOMPARE(client.answer(true).status, 101);
    client.send(RawClient::frame(kText, "one ", false) + RawClient::frame(kPing, "p")
                + RawClient::frame(0, "two ", false) + RawClient::frame(0, "three"));
    QCOMPARE(client.take(3), plain(0xa, "p"));
    QCOMPARE(client.take(15), plain(kText, "one two three"));
}

void TestWebSocket::deliversWhatCameBeforeTheEnd()
{
    TestDoor test;
    {
        RawClient client(test.port());
        client.send(upgradeTo("/sink"));
        QCOMPARE(client.answer(true).status, 101);
        QByteArray all;
        for (int i = 0; i < 5000; ++i)
            all += RawClient::frame(kText, QByteArray(40, 'x'));
        client.send(all + closeFrame(4999));
        QVERIFY(RawClient::wait([&] { return client.socket().bytesToWrite() == 0; }));
        client.socket().disconnectFromHost();
        QVERIFY(client.waitClosed());
    }
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(test.client(0).received.size(), 5000);
    QCOMPARE(*test.client(0).closeCode, 4999);
}

void TestWebSocket::closesByTheBook_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::newRow("normal") << closeFrame(1000) << 1000;
    QTest::newRow("leaving the page") << closeFrame(1001) << 1001;
    QTest::newRow("of its own") << closeFrame(4000) << 4000;
    QTest::newRow("wordless") << RawClient::frame(kClose, {}) << 1000;
    QTest::newRow("wrong code") << closeFrame(1005) << 1002;
    QTest::newRow("reserved bits") << QByteArray::fromHex("f18000000000") << 1002;
    QTest::newRow("unknown opcode") << QByteArray::fromHex("838000000000") << 1002;
    QTest::newRow("length beyond all") << QByteArray::fromHex("82ffffffffffffffffff01020304") << 1002;
    QTest::newRow("bad text") << RawClient::frame(kText, "\xff") << 1007;
}

void TestWebSocket::closesByTheBook()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, code);
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    client.send(frame);
    const QByteArray answer = client.take(4);
    QCOMPARE(quint8(answer[0]), 0x88);
    QCOMPARE(quint8(answer[2]) << 8 | quint8(answer[3]), code);
    client.send(closeFrame(code));
    QVERIFY(client.waitClosed());
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, code);
}

void TestWebSocket::closesAndWaitsForTheOther()
{
    GatewayLimits limits;
    limits.lingerMs = 10 * RawClient::kPatienceMs; // it must not come to that
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    test.client(0).socket->close(4403, u"kicked"_s);
    test.client(0).socket->send(Outgoing::text("too late"));
    QCOMPARE(client.take(10), plainClose(4403, "kicked"));
    client.send(RawClient::frame(kText, "crossed on the way"));
    QVERIFY(client.isOpen());
    client.send(closeFrame(4403));
    QVERIFY(client.waitClosed());
    QVERIFY(client.received().isEmpty());
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 4403);
    QVERIFY(test.client(0).received.isEmpty());
}

void TestWebSocket::givesUpWaitingForTheOther()
{
    GatewayLimits limits;
    limits.lingerMs = 100;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    test.client(0).socket->close(4001, {});
    QVERIFY(client.waitClosed());
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 4001);
}

void TestWebSocket::shortensLongReasons()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    test.client(0).socket->close(4000, u"ab"_s + QString::fromUtf8("😀").repeated(60));
    QCOMPARE(client.take(126), plainClose(4000, "ab" + QByteArray("😀").repeated(30)));
}

void TestWebSocket::refusesWhatIsTooLong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("one frame") << RawClient::frame(kText, QByteArray(1025, 'x'));
    QTest::newRow("one frame's announcement") << RawClient::frame(kText, QByteArray(70'000, 'x')).first(20);
    QTest::newRow("2 GB announced") << QByteArray::fromHex("82ff000000007fffffff01020304");
    QTest::newRow("2^63 announced") << QByteArray::fromHex("82ff7fffffffffffffff01020304");
    QTest::newRow("fragments") << RawClient::frame(kText, QByteArray(600, 'x'), false)
                                   + RawClient::frame(0, QByteArray(600, 'x'));
}

void TestWebSocket::refusesWhatIsTooLong()
{
    QFETCH(QByteArray, bytes);
    GatewayLimits limits;
    limits.messageBytes = 1024;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    client.send(bytes);
    const QByteArray answer = client.take(4);
    QCOMPARE(quint8(answer[0]), 0x88);
    QCOMPARE(quint8(answer[2]) << 8 | quint8(answer[3]), 1009);
    client.send(closeFrame(1009));
    client.socket().disconnectFromHost();
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 1009);
    QCOMPARE(test.door.stats().refused, 1);
    QVERIFY(test.client(0).received.isEmpty());
}

void TestWebSocket::takesTheLongestMessage()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    const QByteArray longest(GatewayLimits().messageBytes, 'x');
    for (int i = 0; i < 5; ++i)
        client.send(RawClient::frame(kBinary, longest));
    QVERIFY(RawClient::wait([&] { return test.client(0).received.size() == 5; }));
    QCOMPARE(test.client(0).received.last(), longest);
}

void TestWebSocket::pausesReading()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    test.client(0).socket->pauseReading(true);
    constexpr int kCount = 400; // 12 MB: more than the buffers on the way hold
    for (int i = 0; i < kCount; ++i)
        client.send(RawClient::frame(kBinary, QByteArray(30'000, 'x')));
    // The client's own buffer empties only as far as TCP takes it, and then stands still.
    qint64 waiting = -1;
    QVERIFY(RawClient::wait([&] {
        QTest::qWait(50);
        return std::exchange(waiting, client.socket().bytesToWrite()) == client.socket().bytesToWrite();
    }));
    QVERIFY(waiting > 0);
    QVERIFY(test.client(0).received.isEmpty());
    test.client(0).socket->pauseReading(false);
    QVERIFY(RawClient::wait([&] { return test.client(0).received.size() == kCount; }));
}

void TestWebSocket::seesThePausedGo()
{
    TestDoor test;
    auto client = std::make_unique<RawClient>(test.port());
    client->send(upgradeTo("/sink"));
    QCOMPARE(client->answer(true).status, 101);
    test.client(0).socket->pauseReading(true);
    client->send(RawClient::frame(kText, "unheard"));
    client->socket().disconnectFromHost();
    QVERIFY(client->waitClosed());
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 1006);
}

void TestWebSocket::closesSlowReaders()
{
    GatewayLimits limits;
    limits.outboxBytes = 256 * 1024;
    limits.lingerMs = 200;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    client.stopReading();
    const Outgoing message = Outgoing::binary(QByteArray(16'000, 'x'));
    const qint64 before = residentBytes();
    QVERIFY(RawClient::wait([&] {
        for (int i = 0; i < 1000 && !isCut(test); ++i) // 16 MB a turn
            test.client(0).socket->send(message);
        return isCut(test);
    }));
    QCOMPARE(*test.client(0).closeCode, 4008);
    QCOMPARE(test.door.stats().refused, 1);
    QVERIFY(residentBytes() - before < 32 * 1024 * 1024);
}

void TestWebSocket::cutsOffWhoPingsAndNeverReads()
{
    GatewayLimits limits;
    limits.outboxBytes = 256 * 1024;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    client.stopReading();
    const QByteArray pings = RawClient::frame(kPing, QByteArray(125, 'x')).repeated(2000);
    const qint64 before = residentBytes();
    QVERIFY(RawClient::wait([&] {
        if (client.isOpen() && client.socket().bytesToWrite() == 0)
            client.send(pings);
        return isCut(test);
    }));
    QCOMPARE(*test.client(0).closeCode, 1006);
    QCOMPARE(test.door.stats().refused, 1);
    QVERIFY(residentBytes() - before < 32 * 1024 * 1024);
}

void TestWebSocket::survivesVanishingHandshakes()
{
    TestDoor test;
    for (int i = 0; i < 50; ++i) {
        RawClient client(test.port());
        client.send(upgradeTo("/echo") + RawClient::frame(kText, "gone"));
        client.socket().flush();
        if (i % 2)
            client.socket().abort();
    }
    RawClient client(test.port());
    client.send(upgradeTo("/echo") + RawClient::frame(kText, "here"));
    QCOMPARE(client.answer(true).status, 101);
    QCOMPARE(client.take(6), plain(kText, "here"));
    QVERIFY(RawClient::wait([&] {
        return std::count_if(test.clients.cbegin(), test.clients.cend(),
                             [](const auto &one) { return one->socket != nullptr; }) == 1;
    }));
}

void TestWebSocket::lettingGoHangsUp()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    test.client(0).socket.reset();
    QVERIFY(client.waitClosed());
}

QTEST_GUILESS_MAIN(TestWebSocket)
#include "tst_web_socket.moc"
