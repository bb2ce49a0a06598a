// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/test_door.h"
#include "support/web_socket_bytes.h"

#include <QtCore/qfile.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

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

/// What a client can make the gateway keep, read or wait for, on real sockets.
class TestWebSocketLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhatIsTooLong_data();
    void refusesWhatIsTooLong();
    void takesTheLongestMessage();
    void takesLongerOnesForSomeServices();
    void pausesReading();
    void seesThePausedGo();
    void closesSlowReaders();
    void whatATurnGatheredIsNotUnread_data();
    void whatATurnGatheredIsNotUnread();
    void theLongestMessageFitsTheOutbox();
    void cutsALongReasonAtOnce();
    void judgesNothingBehindTheCut();
    void tellsWhenAllIsSent();
    void cutsOffWhoPingsAndNeverReads();
};

void TestWebSocketLimits::refusesWhatIsTooLong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("one frame") << frame(kText, QByteArray(1025, 'x'));
    QTest::newRow("one frame's announcement") << frame(kText, QByteArray(70'000, 'x')).first(20);
    QTest::newRow("2 GB announced") << QByteArray::fromHex("82ff000000007fffffff01020304");
    QTest::newRow("2^63 announced") << QByteArray::fromHex("82ff7fffffffffffffff01020304");
    QTest::newRow("fragments") << frame(kText, QByteArray(600, 'x'), false) +
                                      frame(0, QByteArray(600, 'x'));
}

void TestWebSocketLimits::refusesWhatIsTooLong()
{
    QFETCH(QByteArray, bytes);
    GatewayLimits limits;
    limits.messageBytes = 1024;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    client.send(bytes);
    QCOMPARE(closeCodeIn(client.take(4)), 1009);
    client.send(closeFrame(1009));
    client.socket().disconnectFromHost();
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 1009);
    QCOMPARE(test.door.stats().refused, 1);
    QVERIFY(test.client(0).messages.isEmpty());
}

void TestWebSocketLimits::takesTheLongestMessage()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    const QByteArray longest(GatewayLimits().messageBytes, 'x');
    for (int i = 0; i < 5; ++i)
        client.send(frame(kBinary, longest));
    QVERIFY(RawClient::wait([&] { return test.client(0).messages.size() == 5; }));
    QCOMPARE(test.client(0).messages.last(), longest);
}

void TestWebSocketLimits::takesLongerOnesForSomeServices()
{
    GatewayLimits limits;
    limits.messageBytes = 1024;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/long"));
    QCOMPARE(client.answer(true).status, 101);
    client.send(frame(kBinary, QByteArray(4096, 'x')));
    QVERIFY(RawClient::wait([&] { return test.client(0).messages.size() == 1; }));
    client.send(frame(kBinary, QByteArray(4097, 'x')));
    QCOMPARE(closeCodeIn(client.take(4)), 1009);
}

void TestWebSocketLimits::pausesReading()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    test.client(0).socket->pauseReading(true);
    constexpr int kCount = 400; // 12 MB: more than the buffers on the way hold
    for (int i = 0; i < kCount; ++i)
        client.send(frame(kBinary, QByteArray(30'000, 'x')));
    // The client's own buffer empties only as far as TCP takes it, and then stands still.
    qint64 waiting = -1;
    QVERIFY(RawClient::wait([&] {
        QTest::qWait(50);
        return std::exchange(waiting, client.socket().bytesToWrite()) ==
               client.socket().bytesToWrite();
    }));
    QVERIFY(waiting > 0);
    QVERIFY(test.client(0).messages.isEmpty());
    test.client(0).socket->pauseReading(false);
    QVERIFY(RawClient::wait([&] { return test.client(0).messages.size() == kCount; }));
}

void TestWebSocketLimits::seesThePausedGo()
{
    TestDoor test;
    auto client = std::make_unique<RawClient>(test.port());
    client->send(upgradeTo("/sink"));
    QCOMPARE(client->answer(true).status, 101);
    test.client(0).socket->pauseReading(true);
    client->send(frame(kText, "unheard"));
    client->socket().disconnectFromHost();
    QVERIFY(client->waitClosed());
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 1006);
}

void TestWebSocketLimits::closesSlowReaders()
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

void TestWebSocketLimits::whatATurnGatheredIsNotUnread_data()
{
    QTest::addColumn<bool>("published");
    QTest::newRow("to one") << false;
    QTest::newRow("to all") << true;
}

/// Nobody could have read it before the turn ends.
void TestWebSocketLimits::whatATurnGatheredIsNotUnread()
{
    QFETCH(const bool, published);
    GatewayLimits limits;
    limits.outboxBytes = 64 * 1024;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    constexpr qsizetype kSize = 10 * 1024;
    const Outgoing message = Outgoing::binary(QByteArray(kSize, 'x'));
    OutgoingRun run;
    for (int i = 0; i < 14; ++i) {
        if (!published)
            test.client(0).socket->send(message);
        else if (run.takes(kSize))
            run.add(message);
        else
            test.client(0).socket->send(std::exchange(run, message));
    }
    if (published)
        test.client(0).socket->send(run);
    QCOMPARE(client.take(14 * (kSize + 4)).size(), 14 * (kSize + 4));
    QVERIFY(!test.client(0).closeCode);
    QCOMPARE(test.door.stats().refused, 0);
}

void TestWebSocketLimits::theLongestMessageFitsTheOutbox()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    const qsizetype longest = GatewayLimits().outboxBytes; // as a manifest's may be
    test.client(0).socket->send(Outgoing::binary(QByteArray(longest, 'x')));
    QCOMPARE(client.take(longest + 10).size(), longest + 10);
    QVERIFY(!test.client(0).closeCode);
}

/// A service may pass on any text for a reason, and all wait while it is cut.
void TestWebSocketLimits::cutsALongReasonAtOnce()
{
    for (const QString &reason : {QString(2'000'000, u'x'), QString(122, u'x') + u"\U0001F600"_s.repeated(1000),
                                  u"\u20ac"_s.repeated(1'000'000)}) {
        TestDoor test;
        RawClient client(test.port());
        client.send(upgradeTo("/sink"));
        QCOMPARE(client.answer(true).status, 101);
        QElapsedTimer time;
        time.start();
        test.client(0).socket->close(4000, reason);
        QVERIFY2(time.elapsed() < 5'000, "everybody on the gateway has waited");
        const QByteArray head = client.take(4);
        QCOMPARE(closeCodeIn(head), 4000);
        const qsizetype size = quint8(head[1]) - 2;
        QVERIFY(size > 118 && size <= 123);
        const QByteArray said = client.take(size);
        QVERIFY(said.isValidUtf8());
        QVERIFY(reason.startsWith(QString::fromUtf8(said)));
    }
}

/// Who was cut off while more of it lay here has not broken a second rule, nor heard a code.
void TestWebSocketLimits::judgesNothingBehindTheCut()
{
    GatewayLimits limits;
    limits.local = true;
    limits.outboxBytes = 64 * 1024 * 1024;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    client.stopReading();
    for (int i = 0; i < 20; ++i) // more than TCP takes
        test.client(0).socket->send(Outgoing::binary(QByteArray(1024 * 1024, 'x')));
    QTest::qWait(50); // what TCP takes has gone by then
    client.send(frame(kPing, "x").repeated(60));
    QVERIFY(RawClient::wait([&] { return isCut(test); }));
    QCOMPARE(*test.client(0).closeCode, 1006);
    QCOMPARE(test.door.stats().bounds[Link::Bound::Pings], 1);
    QCOMPARE(test.door.stats().refused, 1);
}

void TestWebSocketLimits::tellsWhenAllIsSent()
{
    GatewayLimits limits;
    limits.outboxBytes = 64 * 1024 * 1024;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    TestDoor::Client &there = test.client(0);
    there.socket->tellWhenSent();
    QCOMPARE(there.sent, 1); // nothing waits
    client.stopReading();
    for (int i = 0; i < 20; ++i) // more than TCP takes, less than all outboxes may hold
        there.socket->send(Outgoing::binary(QByteArray(1024 * 1024, 'x')));
    there.socket->tellWhenSent();
    QCOMPARE(there.sent, 1);
    QTest::qWait(50); // what TCP takes has gone by then
    QCOMPARE(there.sent, 1);
    client.socket().setReadBufferSize(0);
    QVERIFY(RawClient::wait([&] { return there.sent == 2; }));
    QVERIFY(!there.closeCode);
}

void TestWebSocketLimits::cutsOffWhoPingsAndNeverReads()
{
    GatewayLimits limits;
    limits.outboxBytes = 256 * 1024;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(upgradeTo("/sink"));
    QCOMPARE(client.answer(true).status, 101);
    client.stopReading();
    const QByteArray pings = frame(kPing, QByteArray(125, 'x')).repeated(2000);
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

QTEST_GUILESS_MAIN(TestWebSocketLimits)
#include "tst_web_socket_limits.moc"
