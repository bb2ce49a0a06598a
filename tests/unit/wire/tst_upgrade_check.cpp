// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/request_parser.h"
#include "wire/upgrade_check.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestUpgradeCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
};

void TestUpgradeCheck::judges_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<UpgradeRequest>("verdict");
    const QByteArray get = "GET / HTTP/1.1"_ba;
    const QByteArray ask = "Upgrade: websocket\r\nConnection: Upgrade\r\n"_ba;
    const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"_ba;
    const QByteArray version = "Sec-WebSocket-Version: 13\r\n"_ba;
    using enum UpgradeRequest;

    QTest::newRow("plain GET") << get << ""_ba << None;
    QTest::newRow("another protocol")
        << get << "Upgrade: h2c\r\nConnection: Upgrade\r\n"_ba << None;
    QTest::newRow("good") << get << ask + key + version << Good;
    QTest::newRow("Firefox") << get
                             << "Upgrade: WebSocket\r\nConnection: keep-alive, Upgrade\r\n" + key +
                                    version
                             << Good;
    QTest::newRow("several fields")
        << get
        << "Upgrade: h2c\r\nUpgrade: x, websocket\r\nConnection: a\r\nConnection: UPGRADE\r\n" +
               key + version
        << Good;
    QTest::newRow("no Connection") << get << "Upgrade: websocket\r\n" + key + version << Malformed;
    QTest::newRow("POST") << "POST / HTTP/1.1"_ba << ask + key + version << Malformed;
    QTest::newRow("1.0") << "GET / HTTP/1.0"_ba << ask + key + version << None;
    QTest::newRow("1.0, malformed") << "GET / HTTP/1.0"_ba << ask << None;
    QTest::newRow("body") << get << ask + key + version + "Content-Length: 4\r\n" << Malformed;
    QTest::newRow("no version") << get << ask + key << WrongVersion;
    QTest::newRow("version 8") << get << ask + key + "Sec-WebSocket-Version: 8\r\n" << WrongVersion;
    QTest::newRow("two versions") << get << ask + key + version + version << WrongVersion;
    QTest::newRow("no key") << get << ask + version << Malformed;
    QTest::newRow("two keys") << get << ask + key + key + version << Malformed;
    QTest::newRow("short key") << get << ask + version + "Sec-WebSocket-Key: YWJj\r\n" << Malformed;
    QTest::newRow("key not base64")
        << get << ask + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ!==\r\n"
        << Malformed;
}

void TestUpgradeCheck::judges()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, fields);
    RequestParser parser;
    QCOMPARE(parser.parse(QByteArray(line + "\r\nHost: h\r\n" + fields + "\r\n")),
             RequestParser::Status::Ok);
    QTEST(checkUpgrade(parser.head()), "verdict");
}

QTEST_APPLESS_MAIN(TestUpgradeCheck)
#include "tst_upgrade_check.moc"
