// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/request_parser.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Status = RequestParser::Status;

class TestRequestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatABrowserSends();
    void readsByteByByte();
    void readsInTwoPieces();
    void leavesEarlyDataInPlace();
    void decodesTargets_data();
    void decodesTargets();
    void keepsAliveByVersion_data();
    void keepsAliveByVersion();
    void announcesBodies();
    void refuses_data();
    void refuses();
    void refusesHosts_data();
    void refusesHosts();
    void takesHosts();
    void tellsTheMethodOfWhatItRefuses();
    void skipsOneEmptyLine();
    void boundsTheHead();
    void boundsTheRequestLine();
    void takesTheLargestHead();
    void staysInError();
};

void TestRequestParser::readsWhatABrowserSends()
{
    RequestParser parser;
    QCOMPARE(parser.parse(
                 "GET /app.js?v=2 HTTP/1.1\r\nHost: box:8080\r\nAccept: a\r\naccept:b , C\r\n\r\n"),
             Status::Ok);
    const RequestHead &head = parser.head();
    QCOMPARE(head.method, "GET"_ba);
    QCOMPARE(head.path, u"/app.js"_s);
    QCOMPARE(head.host, "box:8080"_ba);
    QCOMPARE(head.version, 11);
    QVERIFY(head.keepAlive);
    QVERIFY(!head.hasBody);
    QCOMPARE(head.header("ACCEPT"), "a"_ba);
    QCOMPARE(head.count("Accept"), 2);
    QCOMPARE(head.tokens("Accept"), (QList<QByteArray>{"a"_ba, "b"_ba, "c"_ba}));
    QVERIFY(head.header("Cookie").isNull());
}

void TestRequestParser::readsByteByByte()
{
    const QByteArray request =
        "GET /chat?room=tea%20time HTTP/1.1\r\nHost: a\r\nX-Long: " + QByteArray(3000, 'x') + "\r\n\r\n";
    RequestParser parser;
    for (qsizetype n = 0; n < request.size(); ++n)
        QCOMPARE(parser.parse(QByteArrayView(request).first(n)), Status::Incomplete);
    QCOMPARE(parser.parse(request), Status::Ok);
    QCOMPARE(parser.headBytes(), request.size());
    QCOMPARE(parser.head().path, u"/chat"_s);
    QCOMPARE(parser.head().query, u"room=tea%20time"_s);
}

void TestRequestParser::readsInTwoPieces()
{
    // Not the same as byte by byte: a first piece may hold the whole request line and more.
    const QByteArray head = "GET /chat HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n"_ba;
    const QByteArray text = head + "more";
    for (qsizetype first = 1; first < head.size(); ++first) {
        for (qsizetype second = head.size(); second <= text.size(); ++second) {
            RequestParser parser;
            QCOMPARE(parser.parse(QByteArrayView(text).first(first)), Status::Incomplete);
            QCOMPARE(parser.parse(QByteArrayView(text).first(second)), Status::Ok);
            QCOMPARE(parser.headBytes(), head.size());
            QCOMPARE(parser.head().headers.size(), 2);
        }
    }
}

void TestRequestParser::leavesEarlyDataInPlace()
{
    const QByteArray head = "GET /chat HTTP/1.1\r\nHost: a\r\n\r\n"_ba;
    const QByteArray early("\x81\x80\0\0\0\0GET ", 10);
    RequestParser parser;
    QCOMPARE(parser.parse(head + early), Status::Ok);
    QCOMPARE(parser.headBytes(), head.size());
}

void TestRequestParser::decodesTargets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("plain") << "/"_ba << u"/"_s << "h"_ba;
    QTest::newRow("query") << "/a/b?c=/d"_ba << u"/a/b"_s << "h"_ba;
    QTest::newRow("encoded") << "/relay/t%C3%A9%20x"_ba << u"/relay/té x"_s << "h"_ba;
    QTest::newRow("no encoding") << "/wall/50%off"_ba << u"/wall/50%off"_s << "h"_ba;
    QTest::newRow("half an encoding") << "/%0healthz%2"_ba << u"/%0healthz%2"_s << "h"_ba;
    QTest::newRow("encoded once only") << "/wall/%2541%"_ba << u"/wall/%41%"_s << "h"_ba;
    QTest::newRow("absolute") << "http://Box:8080/chat"_ba << u"/chat"_s << "Box:8080"_ba;
    QTest::newRow("absolute bare") << "HTTP://box"_ba << u"/"_s << "box"_ba;
    QTest::newRow("absolute, a query alone") << "http://box:8080?a/b"_ba << u"/"_s << "box:8080"_ba;
}

void TestRequestParser::decodesTargets()
{
    QFETCH(QByteArray, target);
    RequestParser parser;
    QCOMPARE(parser.parse(QByteArray("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n")),
             Status::Ok);
    QTEST(parser.head().path, "path");
    QTEST(parser.head().host, "host");
}

void TestRequestParser::keepsAliveByVersion_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("1.1") << "GET / HTTP/1.1\r\nHost: h\r\n\r\n"_ba << true;
    QTest::newRow("1.1 close") << "GET / HTTP/1.1\r\nHost: h\r\nConnection: Close\r\n\r\n"_ba
                               << false;
    QTest::newRow("1.0") << "GET / HTTP/1.0\r\n\r\n"_ba << false;
    QTest::newRow("1.0 keep") << "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"_ba << true;
    QTest::newRow("1.0 keep and close")
        << "GET / HTTP/1.0\r\nConnection: keep-alive, Close\r\n\r\n"_ba << false;
    QTest::newRow("1.0 keep, then close")
        << "GET / HTTP/1.0\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n"_ba << false;
}

void TestRequestParser::keepsAliveByVersion()
{
    QFETCH(QByteArray, text);
    RequestParser parser;
    QCOMPARE(parser.parse(text), Status::Ok);
    QTEST(parser.head().keepAlive, "keepAlive");
}

void TestRequestParser::announcesBodies()
{
    const auto hasBody = [](const QByteArray &field) {
        RequestParser parser;
        const Status status =
            parser.parse(QByteArray("POST / HTTP/1.1\r\nHost: h\r\n" + field + "\r\n\r\n"));
        return status == Status::Ok && parser.head().hasBody;
    };
    QVERIFY(!hasBody("Content-Length: 0"));
    QVERIFY(hasBody("Content-Length: 1"));
    QVERIFY(hasBody("Content-Length: 18446744073709551615"));
    QVERIFY(hasBody("Transfer-Encoding: chunked"));
    QVERIFY(hasBody("Transfer-Encoding: gzip, Chunked"));
    QVERIFY(hasBody("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked"));
}

void TestRequestParser::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("status");
    const auto field = [](const QByteArray &lines) {
        return "GET / HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n\r\n";
    };
    QTest::newRow("garbage") << "\x01\x02"_ba << 400;
    QTest::newRow("lower-case method") << "get / HTTP/1.1\r\nHost: h\r\n\r\n"_ba << 400;
    QTest::newRow("no target") << "GET HTTP/1.1\r\nHost: h\r\n\r\n"_ba << 400;
    QTest::newRow("relative target") << "GET chat HTTP/1.1\r\nHost: h\r\n\r\n"_ba << 400;
    QTest::newRow("bare LF") << "GET / HTTP/1.1\nHost: h\n\r\n\r\n"_ba << 400;
    QTest::newRow("bare LF in a field") << field("A: b\nC: d") << 400;
    QTest::newRow("folded field") << field("A: b\r\n c") << 400;
    QTest::newRow("folded with a tab") << field("A: b\r\n\tc") << 400;
    QTest::newRow("no host") << "GET / HTTP/1.1\r\nA: b\r\n\r\n"_ba << 400;
    QTest::newRow("empty host") << "GET / HTTP/1.1\r\nHost:\r\n\r\n"_ba << 400;
    QTest::newRow("two hosts") << field("host: i") << 400;
    QTest::newRow("two lengths") << field("Content-Length: 3\r\nContent-Length: 3") << 400;
    QTest::newRow("length and coding")
        << field("Content-Length: 3\r\nTransfer-Encoding: chunked") << 400;
    QTest::newRow("coding and length")
        << field("Transfer-Encoding: chunked\r\nContent-Length: 3") << 400;
    QTest::newRow("length is no number") << field("Content-Length: 0x10") << 400;
    QTest::newRow("length too long") << field("Content-Length: 99999999999999999999999") << 400;
    QTest::newRow("a list of lengths") << field("Content-Length: 5, 5") << 400;
    QTest::newRow("a list of no lengths") << field("Content-Length: 0, 0") << 400;
    for (const char *coding : {"gzip", "identity", "chunked, gzip", "chunked, chunked", "", ",",
                               "chunked;q=1", "chunked\r\nTransfer-Encoding: identity"})
        QTest::addRow("coding '%s'", coding) << field("Transfer-Encoding: "_ba + coding) << 400;
    QTest::newRow("space before colon") << field("A : b") << 400;
    QTest::newRow("NUL in a field") << field(QByteArray("A: b\0c", 6)) << 400;
    QTest::newRow("NUL in the target")
        << QByteArray("GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n", 28) << 400;
    QTest::newRow("encoded NUL") << "GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n"_ba << 400;
    QTest::newRow("encoded line end") << "GET /a%0d%0ab HTTP/1.1\r\nHost: h\r\n\r\n"_ba << 400;
    QTest::newRow("target is no UTF-8") << "GET /%ff HTTP/1.1\r\nHost: h\r\n\r\n"_ba << 400;
    QTest::newRow("HTTP/2 preface") << "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"_ba << 505;
    QTest::newRow("HTTP/1.2") << "GET / HTTP/1.2\r\nHost: h\r\n\r\n"_ba << 505;
    for (const char *line : {"GET /a b HTTP/1.1", "GET /a b HTTP/2.0", "GET / HTTP/1.1 ",
                             "GET / HTTP/1.1\rA: b", "GET / HTTP/1.0\rA: b", "GET / HTTP/x.1",
                             "GET / HTTP/1.x", "GET / HTTP/1-1", "GET / http/1.1"})
        QTest::newRow(line) << QByteArray(line) + "\r\nHost: h\r\n\r\n" << 400;
}

void TestRequestParser::refusesHosts_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("host");
    for (const char *host : {":80", "a b",  "a/b",  "user@h",   "h:8o",   "h:80:80",   "h:-1",
                             "::1", "[::1", "[]",   "[h]",      "[::1]x", "[::1]x:80", "[:: 1]",
                             "h%",  "h%2",  "h%zz", "\xc3\xa9", "h\"",    "a,b\\"}) {
        QTest::addRow("field '%s'", host) << "/"_ba << QByteArray(host);
        QTest::addRow("field '%s', absolute", host) << "http://h/"_ba << QByteArray(host);
    }
    for (const char *target : {"http:///", "http:///healthz", "http://?x", "http://", "http://:80/",
                               "http://user@h/", "http://[::1/", "http://h:x/"})
        QTest::newRow(target) << QByteArray(target) << "evil.example"_ba;
}

void TestRequestParser::refusesHosts()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, host);
    for (const char *version : {"1.0", "1.1"}) {
        RequestParser parser;
        QCOMPARE(parser.parse(QByteArray("GET " + target + " HTTP/" + version +
                                         "\r\nHost: " + host + "\r\n\r\n")),
                 Status::Error);
        QCOMPARE(parser.errorStatus(), 400);
    }
}

/// That none of them has to be one of ours is for HostRules to say.
void TestRequestParser::takesHosts()
{
    for (const char *host : {"h", "evil.example.", "h:", "h:99999", "1.2.3.4:80", "[::1]",
                             "[FE80::1]:80", "[::1]:", "[fe80::1%25eth0]:8080", "[fe80::1%eth0]",
                             "a_b~c-d", "a!$&'()*+,;=b", "t%C3%a9"}) {
        RequestParser parser;
        QCOMPARE(parser.parse(QByteArray("GET / HTTP/1.1\r\nHost: "_ba + host + "\r\n\r\n")),
                 Status::Ok);
        QCOMPARE(parser.head().host, QByteArray(host));
    }
    RequestParser old; // which may have none
    QCOMPARE(old.parse("GET / HTTP/1.0\r\nHost:\r\n\r\n"), Status::Ok);
}

/// As far as it was read: an answer to HEAD has no body, also where it says what is wrong.
void TestRequestParser::tellsTheMethodOfWhatItRefuses()
{
    for (const char *text : {"HEAD chat HTTP/1.1\r\nHost: h\r\n\r\n", "HEAD / HTTP/1.1\r\n\r\n",
                             "HEAD / HTTP/1.1\r\nHost: h\r\nA : b\r\n\r\n"}) {
        RequestParser parser;
        QCOMPARE(parser.parse(text), Status::Error);
        QCOMPARE(parser.head().method, "HEAD"_ba);
    }
}

void TestRequestParser::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, status);
    RequestParser whole;
    QCOMPARE(whole.parse(text), Status::Error);
    QCOMPARE(whole.errorStatus(), status);

    RequestParser pieces; // and the same when it trickles in
    Status last = Status::Incomplete;
    for (qsizetype n = 1; n <= text.size() && last == Status::Incomplete; ++n)
        last = pieces.parse(QByteArrayView(text).first(n));
    QCOMPARE(last, Status::Error);
    QCOMPARE(pieces.errorStatus(), status);
}

void TestRequestParser::skipsOneEmptyLine()
{
    const QByteArray text = "\r\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n"_ba;
    RequestParser parser;
    for (qsizetype size = 1; size < text.size(); ++size)
        QCOMPARE(parser.parse(text.first(size)), RequestParser::Status::Incomplete);
    QCOMPARE(parser.parse(text + "next"), RequestParser::Status::Ok);
    QCOMPARE(parser.headBytes(), text.size());
    QCOMPARE(parser.head().path, u"/a"_s);
    RequestParser strict;
    QCOMPARE(strict.parse("\r\n" + text), RequestParser::Status::Error);
    QCOMPARE(strict.errorStatus(), 400);
}

void TestRequestParser::boundsTheHead()
{
    RequestParser parser;
    QByteArray text = "GET / HTTP/1.1\r\nHost: h\r\nA: "_ba;
    Status status = Status::Incomplete;
    while (status == Status::Incomplete && text.size() < 2 * RequestParser::kDefaultMaxHeadBytes) {
        text.append(QByteArray(997, 'x'));
        status = parser.parse(text);
    }
    QCOMPARE(status, Status::Error);
    QCOMPARE(parser.errorStatus(), 431);
    QVERIFY(text.size() <= RequestParser::kDefaultMaxHeadBytes + 997);

    RequestParser atOnce;
    QCOMPARE(atOnce.parse(QByteArray(text + text + "\r\n\r\n")), Status::Error);
    QCOMPARE(atOnce.errorStatus(), 431);
}

void TestRequestParser::boundsTheRequestLine()
{
    RequestParser parser;
    QCOMPARE(parser.parse(QByteArray("GET /" + QByteArray(RequestParser::kMaxRequestLine, 'a'))),
             Status::Error);
    QCOMPARE(parser.errorStatus(), 414);
}

void TestRequestParser::takesTheLargestHead()
{
    const QByteArray start = "GET / HTTP/1.1\r\nHost: h\r\nA: "_ba;
    const QByteArray text =
        start + QByteArray(RequestParser::kDefaultMaxHeadBytes - start.size() - 4, 'x') +
        "\r\n\r\n";
    QCOMPARE(text.size(), RequestParser::kDefaultMaxHeadBytes);
    RequestParser parser;
    QCOMPARE(parser.parse(text), Status::Ok);
}

void TestRequestParser::staysInError()
{
    RequestParser parser;
    QCOMPARE(parser.parse("x"), Status::Error);
    QCOMPARE(parser.parse("GET / HTTP/1.1\r\nHost: h\r\n\r\n"), Status::Error);
}

QTEST_APPLESS_MAIN(TestRequestParser)
#include "tst_request_parser.moc"
