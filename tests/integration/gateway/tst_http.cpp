// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/raw_client.h"
#include "support/test_door.h"

#include <QtCore/qcryptographichash.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

QByteArray get(const QByteArray &target, const QByteArray &fields = {},
               const QByteArray &method = "GET"_ba)
{
    return method + ' ' + target + " HTTP/1.1\r\nHost: box:8080\r\n" + fields + "\r\n";
}

} // namespace

/// The front door as a browser, a monitor and a vandal meet it: real sockets, one process.
class TestHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesThePage();
    void keepsTheConnection();
    void answersHeadWithoutABody();
    void refusesHeadWithoutABody_data();
    void refusesHeadWithoutABody();
    void answersPipelinedRequestsInOrder();
    void saysNotModified();
    void takesBytesOneByOne();
    void endsWhenAsked();
    void reportsHealth();
    void answersWhatItRefuses_data();
    void answersWhatItRefuses();
    void countsWhatHappens();
    void saysTheWorkingAddress();
    void hangsUpOnTls();
    void refusesGarbageInWords();
};

void TestHttp::servesThePage()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(get("/"));
    const RawClient::Answer page = client.answer();
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("The page."));
    QCOMPARE(page.field("Content-Type"), "text/html; charset=utf-8"_ba);
    QCOMPARE(page.field("Cache-Control"), "no-cache"_ba);
    QCOMPARE(page.field("X-Content-Type-Options"), "nosniff"_ba);
    QCOMPARE(page.field("Referrer-Policy"), "no-referrer"_ba);
    QVERIFY(
        page.field("Content-Security-Policy").startsWith("default-src 'none'; script-src 'self';"));
    client.send(get("/app.js"));
    QCOMPARE(client.answer().field("Content-Type"), "text/javascript; charset=utf-8"_ba);
}

void TestHttp::keepsTheConnection()
{
    TestDoor test;
    RawClient client(test.port());
    for (int i = 0; i < 5; ++i) {
        client.send(get("/?" + QByteArray::number(i)));
        QCOMPARE(client.answer().status, 200);
    }
    QVERIFY(client.isOpen());
}

void TestHttp::answersHeadWithoutABody()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(get("/"));
    const QByteArray length = client.answer().field("Content-Length");
    client.send(get("/", {}, "HEAD") + get("/nothing", {}, "HEAD") + get("/app.js"));
    const RawClient::Answer head = client.answer(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), length);
    QCOMPARE(client.answer(true).status, 404);
    QCOMPARE(client.answer().body, "export {};\n"_ba); // nothing in between
}

void TestHttp::refusesHeadWithoutABody_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("foreign name") << "HEAD / HTTP/1.1\r\nHost: evil.example\r\n\r\n"_ba << 421;
    QTest::newRow("no host") << "HEAD / HTTP/1.1\r\n\r\n"_ba << 400;
    QTest::newRow("bad field") << get("/", "A : b\r\n", "HEAD") << 400;
    QTest::newRow("too long") << "HEAD / HTTP/1.1\r\nX: " + QByteArray(20'000, 'x') << 431;
    QTest::newRow("too slow") << "HEAD / HTTP/1.1\r\nX: "_ba << 408;
}

void TestHttp::refusesHeadWithoutABody()
{
    QFETCH(QByteArray, request);
    GatewayLimits limits;
    limits.headMs = 1000;
    TestDoor test(limits);
    RawClient client(test.port());
    const bool whole = request.endsWith("\r\n\r\n");
    client.send(whole ? request + get("/app.js", "Connection: close\r\n") : request);
    const RawClient::Answer answer = client.answer(true);
    QTEST(answer.status, "status");
    QVERIFY(answer.field("Content-Length").toInt() > 0); // as GET's would be
    if (answer.status == 421) {
        QCOMPARE(client.answer().body, "export {};\n"_ba); // it goes on, with nothing in between
        return;
    }
    QCOMPARE(answer.field("Connection"), "close"_ba);
    QVERIFY(client.waitClosed());
    QCOMPARE(client.received(), QByteArray());
}

void TestHttp::answersPipelinedRequestsInOrder()
{
    TestDoor test;
    RawClient client(test.port());
    QByteArray many;
    for (int i = 0; i < 400; ++i) // more than the buffers on our side hold
        many += get(i % 2 ? "/" : "/app.js", "X-Padding: " + QByteArray(100, 'x') + "\r\n");
    client.send(many);
    for (int i = 0; i < 400; ++i) {
        const RawClient::Answer answer = client.answer();
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.startsWith("<!doctype"), i % 2 == 1);
    }
}

void TestHttp::saysNotModified()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(get("/"));
    const QByteArray tag = client.answer().field("ETag");
    QVERIFY(tag.startsWith('"') && tag.endsWith('"'));
    client.send(get("/", "If-None-Match: \"other\", W/" + tag + "\r\n"));
    const RawClient::Answer same = client.answer(true);
    QCOMPARE(same.status, 304);
    QCOMPARE(same.field("ETag"), tag);
    QVERIFY(same.field("Content-Length").isEmpty());
    client.send(get("/", "If-None-Match: \"other\"\r\n"));
    QCOMPARE(client.answer().status, 200);
}

void TestHttp::takesBytesOneByOne()
{
    TestDoor test;
    RawClient client(test.port());
    client.sendByByte(get("/"));
    QCOMPARE(client.answer().status, 200);
}

void TestHttp::endsWhenAsked()
{
    TestDoor test;
    RawClient closing(test.port());
    closing.send(get("/", "Connection: close\r\n"));
    const RawClient::Answer answer = closing.answer();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.field("Connection"), "close"_ba);
    QVERIFY(closing.waitClosed());
    RawClient old(test.port());
    old.send("GET / HTTP/1.0\r\n\r\n");
    QCOMPARE(old.answer().status, 200);
    QVERIFY(old.waitClosed());
    RawClient both(test.port());
    both.send("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n");
    QCOMPARE(both.answer().field("Connection"), "close"_ba);
    QVERIFY(both.waitClosed());
}

void TestHttp::reportsHealth()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(get("/healthz"));
    const RawClient::Answer before = client.answer();
    QCOMPARE(before.status, 503); // nobody has said that all is well
    QCOMPARE(before.body, "{\"status\":\"degraded\"}\n"_ba);
    Link::Health health;
    health.ok = true;
    health.detail = "{\"gateways\":[]}";
    test.door.site().setHealth(health);
    client.send(get("/healthz"));
    const RawClient::Answer good = client.answer();
    QCOMPARE(good.status, 200);
    QCOMPARE(good.field("Cache-Control"), "no-store"_ba);
    QCOMPARE(good.field("Content-Type"), "application/json; charset=utf-8"_ba);
    QVERIFY(good.body.contains("\"uptime_s\":"));
    QVERIFY(good.body.endsWith(",\"gateways\":[]}\n"));
}

void TestHttp::answersWhatItRefuses_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray upgrade =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    QTest::newRow("unknown page") << get("/nothing") << 404;
    QTest::newRow("climbing") << get("/../../etc/passwd") << 404;
    QTest::newRow("climbing, encoded") << get("/%2e%2e/%2e%2e/etc/passwd") << 404;
    QTest::newRow("post") << get("/", {}, "POST") << 405;
    QTest::newRow("post with a body") << get("/", "Content-Length: 2\r\n", "POST") + "{}" << 405;
    QTest::newRow("a method that nobody knows") << get("/", {}, "BREW") << 501;
    QTest::newRow("get with a body") << get("/", "Content-Length: 2\r\n") + "{}" << 413;
    QTest::newRow("foreign name") << "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"_ba << 421;
    QTest::newRow("foreign page") << get("/", "Origin: http://evil.example\r\n") << 403;
    QTest::newRow("a service by browser") << get("/echo") << 426;
    QTest::newRow("upgrade of nothing") << get("/nothing", upgrade) << 404;
    QTest::newRow("upgrade of the page") << get("/", upgrade) << 404;
    QTest::newRow("upgrade by a foreign page")
        << get("/echo", upgrade + "Origin: http://evil.example\r\n") << 403;
    QTest::newRow("upgrade by no page") << get("/echo", upgrade + "Origin: null\r\n") << 403;
    QTest::newRow("upgrade with two origins")
        << get("/echo", upgrade + "Origin: http://box\r\nOrigin: http://evil.example\r\n") << 403;
    QTest::newRow("upgrade by HTTP/1.0")
        << get("/echo", upgrade).replace("HTTP/1.1", "HTTP/1.0") << 426;
    QTest::newRow("not the version wanted") << get("/", "If-Match: \"other\"\r\n") << 412;
    QTest::newRow("upgrade, out of order") << get("/down", upgrade) << 503;
    QTest::newRow("upgrade, old version")
        << get("/echo", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 8\r\n")
        << 426;
    QTest::newRow("upgrade without key")
        << get("/echo",
               "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n")
        << 400;
}

void TestHttp::answersWhatItRefuses()
{
    QFETCH(QByteArray, request);
    TestDoor test;
    RawClient client(test.port());
    client.send(request);
    const RawClient::Answer answer = client.answer();
    QTEST(answer.status, "status");
    QVERIFY(answer.body.startsWith("<!doctype html>"));
    QCOMPARE(answer.head.count("Content-Security-Policy"), 1);
    const qsizetype style = answer.body.indexOf("<style>") + 7;
    const QByteArray css = answer.body.mid(style, answer.body.indexOf("</style>") - style);
    const QByteArray hash = QCryptographicHash::hash(css, QCryptographicHash::Sha256).toBase64();
    QVERIFY(answer.field("Content-Security-Policy").contains("style-src 'sha256-" + hash + "'"));
    if (answer.status == 405)
        QCOMPARE(answer.field("Allow"), "GET, HEAD"_ba);
    if (answer.status == 426)
        QCOMPARE(answer.field("Sec-WebSocket-Version"), "13"_ba);
    QVERIFY(test.clients.empty());
}

void TestHttp::countsWhatHappens()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(get("/") + get("/nothing") + get("/", "Origin: null\r\n"));
    for (int i = 0; i < 3; ++i)
        client.answer();
    QCOMPARE(test.door.stats().requests, 3);
    QCOMPARE(test.door.stats().refused, 1); // a wrong link is no attack
    QCOMPARE(test.door.stats().outsideRequests, 0);
}

void TestHttp::saysTheWorkingAddress()
{
    TestDoor test;
    Link::Health health;
    health.address = u"http://192.168.1.5:8080/?a=1&b=<2>"_s;
    test.door.site().setHealth(health);
    RawClient client(test.port());
    client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    const RawClient::Answer answer = client.answer();
    QCOMPARE(answer.status, 421);
    QVERIFY(answer.body.contains("href=\"http://192.168.1.5:8080/?a=1&amp;b=&lt;2&gt;\""));
}

void TestHttp::hangsUpOnTls()
{
    TestDoor test;
    RawClient client(test.port());
    client.send(QByteArray::fromHex("16030100a5010000a1"));
    QVERIFY(client.waitClosed());
    QVERIFY(client.received().isEmpty());
    QCOMPARE(test.door.stats().refused, 1);
}

void TestHttp::refusesGarbageInWords()
{
    TestDoor test;
    RawClient client(test.port());
    client.send("\x01garbage");
    QCOMPARE(client.answer().status, 400);
    QVERIFY(client.waitClosed());
    RawClient http2(test.port());
    http2.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    QCOMPARE(http2.answer().status, 505);
    QVERIFY(http2.waitClosed());
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
