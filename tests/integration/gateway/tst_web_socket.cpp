// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/test_door.h"
#include "support/web_socket_bytes.h"

#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

bool isCut(const TestDoor &test)
{
    return !test.clients.empty() && test.clients.front()->closeCode.has_value();
}

} // namespace

/// Clients on real sockets through the wire guard and Qt's handshake: messages and partings.
class TestWebSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void talksToAProperClient();
    void shakesHandsByTheBook();
    void describesTheClient();
    void agreesOnASubprotocol();
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
    void survivesVanishingHandshakes();
    void lettingGoHangsUp();
};

void TestWebSocket::talksToAProperClient()
{
    TestDoor test;
    QWebSocket client(u"http://box"_s);
    QStringList texts;
    QList<QByteArray> binaries;
    connect(&client, &QWebSocket::textMessageReceived, this,
            [&](const QString &text) { texts.append(text); });
    connect(&client, &QWebSocket::binaryMessageReceived, this,
            [&](const QByteArray &data) { binaries.append(data); });
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
    QCOMPARE(answer.field("Sec-WebSocket-Accept"),
             "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="_ba); // RFC 6455 1.3
    QCOMPARE(answer.field("Upgrade").toLower(), "websocket"_ba);
    QCOMPARE(answer.field("Connection").toLower(), "upgrade"_ba);
    QVERIFY2(!answer.head.contains("Access-Control"), answer.head.constData()); // of Qt's
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

void TestWebSocket::agreesOnASubprotocol()
{
    TestDoor test;
    RawClient one(test.port());
    QByteArray request = upgradeTo("/sink");
    request.insert(request.size() - 2, "Sec-WebSocket-Protocol: other, test.v2, test.v1\r\n");
    one.send(request);
    QCOMPARE(one.answer(true).field("Sec-WebSocket-Protocol"), "test.v2"_ba);
    QCOMPARE(test.client(0).socket->info().subprotocol, u"test.v2"_s);
    RawClient two(test.port());
    two.send(upgradeTo("/sink"));
    const RawClient::Answer none = two.answer(true);
    QCOMPARE(none.status, 101);
    QVERIFY(!none.head.contains("Sec-WebSocket-Protocol"));
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
    client.send(upgradeTo("/echo") + frame(kText, "early") + frame(kBinary, "bird"));
    QCOMPARE(client.answer(true).status, 101);
    QCOMPARE(client.take(13), plain(kText, "early") + plain(kBinary, "bird"));
}

void TestWebSocket::keepsHalfAFrameThatCameWithTheHandshake()
{
    TestDoor test;
    RawClient client(test.port());
    const QByteArray early = frame(kText, "early");
    client.send(upgradeTo("/echo") + early.first(8));
    QCOMPARE(client.answer(true).status, 101);
    client.send(early.sliced(8));
    QCOMPARE(client.take(7), plain(kText, "early"));
}

void TestWebSocket::takesBytesOneByOne()
{
    TestDoor test;
    RawClient client(test.port());
    client.sendByByte(upgradeTo("/echo") + frame(kText, QByteArray(200, 'x')) + closeFrame(1000));
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
    client.send(frame(kText, "one ", false) + frame(kPing, "p") + frame(0, "two ", false) +
                frame(0, "three"));
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
            all += frame(kText, QByteArray(40, 'x'));
        client.send(all + closeFrame(4999));
        QVERIFY(RawClient::wait([&] { return client.socket().bytesToWrite() == 0; }));
        client.socket().disconnectFromHost();
        QVERIFY(client.waitClosed());
    }
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(test.client(0).messages.size(), 5000);
    QCOMPARE(*test.client(0).closeCode, 4999);
}

void TestWebSocket::closesByTheBook_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("answer");
    QTest::addColumn<int>("told"); // to the service
    QTest::newRow("normal") << closeFrame(1000) << 1000 << 1000;
    QTest::newRow("leaving the page") << closeFrame(1001) << 1001 << 1001;
    QTest::newRow("of its own") << closeFrame(4000) << 4000 << 4000;
    QTest::newRow("wordless") << frame(kClose, {}) << 1000 << 1005;
    QTest::newRow("wrong code") << closeFrame(1005) << 1002 << 1002;
    QTest::newRow("reserved bits") << QByteArray::fromHex("f18000000000") << 1002 << 1002;
    QTest::newRow("unknown opcode") << QByteArray::fromHex("838000000000") << 1002 << 1002;
    QTest::newRow("length beyond all")
        << QByteArray::fromHex("82ffffffffffffffffff01020304") << 1002 << 1002;
    QTest::newRow("no mask") << QByteArray::fromHex("8100") << 1002 << 1002;
    QTest::newRow("a code of IANA's") << closeFrame(1013) << 1013 << 1013;
    QTest::newRow("bad text, unfinished") << frame(kText, "\xff", false) << 1007 << 1007;
    QTest::newRow("bad text") << frame(kText, "\xff") << 1007 << 1007;
}

void TestWebSocket::closesByTheBook()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, answer);
    QFETCH(int, told);
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    client.send(bytes);
    QCOMPARE(closeCodeIn(client.take(4)), answer);
    client.send(closeFrame(answer));
    QVERIFY(client.waitClosed());
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, told);
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
    client.send(frame(kText, "crossed on the way"));
    QVERIFY(client.isOpen());
    client.send(closeFrame(4403));
    QVERIFY(client.waitClosed());
    QVERIFY(client.received().isEmpty());
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 4403);
    QVERIFY(test.client(0).messages.isEmpty());
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

void TestWebSocket::survivesVanishingHandshakes()
{
    TestDoor test;
    for (int i = 0; i < 50; ++i) {
        RawClient client(test.port());
        client.send(upgradeTo("/echo") + frame(kText, "gone"));
        client.socket().flush();
        if (i % 2)
            client.socket().abort();
    }
    RawClient client(test.port());
    client.send(upgradeTo("/echo") + frame(kText, "here"));
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
