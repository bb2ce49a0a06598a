// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/http_response.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestHttpResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesTheHead();
    void saysWhatHappensToTheConnection();
    void leavesTheLengthOffNotModified();
    void namesEveryStatusWeSend();
};

void TestHttpResponse::writesTheHead()
{
    const HttpResponse response{
        404, "text/html; charset=utf-8", "<p>no", {{"Cache-Control", "no-store"}}};
    const QByteArray expected = "HTTP/1.1 404 Not Found\r\n"
                                "Date: Tue, 22 Sep 2026 20:00:05 GMT\r\n"
                                "Content-Type: text/html; charset=utf-8\r\n"
                                "Content-Length: 5\r\n"
                                "Cache-Control: no-store\r\n\r\n";
    ResponseFraming framing{.wallMs = 1790107205000};
    QCOMPARE(encodeResponseHead(response, framing), expected);
    framing.head = true; // HEAD tells the same length
    QCOMPARE(encodeResponseHead(response, framing), expected);
}

void TestHttpResponse::saysWhatHappensToTheConnection()
{
    const HttpResponse response{200, {}, {}, {}};
    QVERIFY(!encodeResponseHead(response, {.keepAlive = true}).contains("Connection:"));
    QVERIFY(
        encodeResponseHead(response, {.keepAlive = false}).contains("\r\nConnection: close\r\n"));
    QVERIFY(encodeResponseHead(response, {.keepAlive = true, .version = 10})
                .contains("\r\nConnection: keep-alive\r\n"));
}

void TestHttpResponse::leavesTheLengthOffNotModified()
{
    QVERIFY(!encodeResponseHead({304, {}, {}, {}}, {}).contains("Content-Length"));
    QVERIFY(encodeResponseHead({200, {}, {}, {}}, {}).contains("Content-Length: 0\r\n"));
}

void TestHttpResponse::namesEveryStatusWeSend()
{
    for (const int status :
         {200, 304, 400, 403, 404, 405, 408, 412, 413, 414, 421, 426, 429, 431, 501, 503, 505})
        QVERIFY2(!reasonPhrase(status).isEmpty(), QByteArray::number(status));
}

QTEST_APPLESS_MAIN(TestHttpResponse)
#include "tst_http_response.moc"
