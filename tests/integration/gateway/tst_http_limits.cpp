// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/raw_client.h"
#include "support/test_door.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

QByteArray get(const QByteArray &target)
{
    return "GET " + target + " HTTP/1.1\r\nHost: box:8080\r\n\r\n";
}

} // namespace

/// Where the front door's patience and room for what speaks HTTP end: real sockets, one process.
class TestHttpLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundsTheHead();
    void sendsTheWholeRefusalToATalker();
    void endsSlowHeads();
    void givesALateHeadItsWholeTime();
    void endsIdleConnections();
    void endsAfterSoManyRequests();
    void cutsOffWhoTakesNoAnswer();
    void turnsAwayAboveItsLimit();
};

void TestHttpLimits::boundsTheHead()
{
    TestDoor test;
    RawClient client(test.port());
    client.send("GET / HTTP/1.1\r\nHost: box\r\nX: " + QByteArray(20'000, 'x'));
    QCOMPARE(client.answer().status, 431);
    QVERIFY(client.waitClosed());
    RawClient target(test.port());
    target.send("GET /" + QByteArray(20'000, 'x'));
    QCOMPARE(target.answer().status, 414);
}

void TestHttpLimits::sendsTheWholeRefusalToATalker()
{
    TestDoor test;
    RawClient client(test.port());
    // It goes on talking while it is refused; a reset must not take the answer away.
    client.send("POST / HTTP/1.1\r\nHost: box\r\nContent-Length: 4000000\r\n\r\n" +
                QByteArray(1'000'000, 'x'));
    const RawClient::Answer answer = client.answer();
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.body.size(), answer.field("Content-Length").toInt());
    client.socket().disconnectFromHost();
    QVERIFY(client.waitClosed());
}

void TestHttpLimits::endsSlowHeads()
{
    GatewayLimits limits;
    limits.headMs = 200;
    TestDoor test(limits);
    RawClient silent(test.port());
    RawClient slow(test.port());
    slow.send("GET / HT");
    QCOMPARE(slow.answer().status, 408);
    QVERIFY(slow.waitClosed());
    QVERIFY(silent.waitClosed());
    QVERIFY(silent.received().isEmpty());
}

/// Also where both deadlines have one length, and a request begins late in the idle one.
void TestHttpLimits::givesALateHeadItsWholeTime()
{
    GatewayLimits limits;
    limits.headMs = limits.idleMs = 2000;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(get("/"));
    QCOMPARE(client.answer().status, 200);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(RawClient::wait([&] { return clock.elapsed() >= limits.idleMs / 2; }));
    clock.start();
    client.send("GET / HT");
    QCOMPARE(client.answer().status, 408);
    QVERIFY2(clock.elapsed() > limits.headMs * 3 / 4, QByteArray::number(clock.elapsed()));
}

void TestHttpLimits::endsIdleConnections()
{
    GatewayLimits limits;
    limits.idleMs = 100;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(get("/"));
    QCOMPARE(client.answer().status, 200);
    QVERIFY(client.waitClosed());
    QVERIFY(client.received().isEmpty());
    QCOMPARE(test.door.stats().refused, 0);
}

void TestHttpLimits::endsAfterSoManyRequests()
{
    GatewayLimits limits;
    limits.requests = 3;
    TestDoor test(limits);
    RawClient client(test.port());
    client.send(get("/").repeated(4));
    for (int i = 0; i < 2; ++i)
        QVERIFY(client.answer().field("Connection") != "close");
    QCOMPARE(client.answer().field("Connection"), QByteArray("close"));
    QVERIFY(client.waitClosed());
    QVERIFY(client.received().isEmpty());
    QCOMPARE(test.door.stats().requests, 3);
}

void TestHttpLimits::cutsOffWhoTakesNoAnswer()
{
    GatewayLimits limits;
    limits.answerMs = 200;
    limits.requests = 1'000'000;
    TestDoor test(limits);
    RawClient client(test.port());
    client.stopReading();
    QByteArray many;
    for (int i = 0; i < 1000; ++i)
        many += get("/");
    // Until the kernel's buffers are full of answers that nobody takes.
    QVERIFY(RawClient::wait([&] {
        if (client.isOpen() && client.socket().bytesToWrite() == 0)
            client.send(many);
        return !client.isOpen() || test.door.stats().refused > 0;
    }));
    QCOMPARE(test.door.stats().refused, 1);
}

void TestHttpLimits::turnsAwayAboveItsLimit()
{
    GatewayLimits limits;
    limits.connections = 2;
    TestDoor test(limits);
    auto first = std::make_unique<RawClient>(test.port());
    RawClient second(test.port());
    RawClient third(test.port());
    const RawClient::Answer full = third.answer();
    QCOMPARE(full.status, 503);
    QCOMPARE(full.field("Retry-After"), "5"_ba);
    QVERIFY(third.waitClosed());
    second.send(get("/"));
    QCOMPARE(second.answer().status, 200);
    first.reset();
    QVERIFY(RawClient::wait([&] { // its place is free as soon as the server has seen it go
        RawClient next(test.port());
        next.send(get("/"));
        return next.answer().status == 200;
    }));
}

QTEST_GUILESS_MAIN(TestHttpLimits)
#include "tst_http_limits.moc"
