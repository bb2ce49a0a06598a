// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/json_lines.h"

#include <lanroom/message.h>

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::JsonLines;
using namespace Qt::Literals::StringLiterals;

namespace {
const ClientId kAda = ClientId::make(1, 7, 1);
}

class TestJsonLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void says()
    {
        QCOMPARE(
            message(kAda, {"h\u00e9 \"you\"\n", false}),
            "{\"client\":\"c_0100000700000001\",\"event\":\"message\",\"text\":\"h\u00e9 \\\"you\\\"\\n\"}\n"_ba);
        QCOMPARE(
            message(kAda, {"\xff", true}),
            "{\"base64\":\"/w==\",\"client\":\"c_0100000700000001\",\"event\":\"message\"}\n"_ba);
        QCOMPARE(
            disconnected(kAda, 1001),
            "{\"client\":\"c_0100000700000001\",\"code\":1001,\"event\":\"disconnected\"}\n"_ba);
        QCOMPARE(attached(), "{\"event\":\"attached\"}\n"_ba);
    }

    void understands()
    {
        const Result<Order> back =
            parse(message(kAda, {"hi", false})); // what comes may be sent back as it is
        QVERIFY(back.ok());
        QCOMPARE(back->client, kAda);
        QCOMPARE(back->data, "hi"_ba);
        const Result<Order> publish = parse(R"({"event":"publish","topic":"tea","base64":"/w==",
                                               "except":"c_0100000700000001"})");
        QVERIFY(publish.ok() && publish->kind == Order::Kind::Publish);
        QCOMPARE(publish->topic, "tea"_ba);
        QCOMPARE(publish->data, "\xff"_ba);
        QVERIFY(publish->binary);
        QCOMPARE(publish->except, kAda);
        const Result<Order> close =
            parse(R"({"event":"close","client":"c_0100000700000001","code":4403,"reason":"out"})");
        QVERIFY(close.ok() && close->kind == Order::Kind::Close);
        QCOMPARE(close->code, 4403);
        QCOMPARE(close->reason, u"out"_s);
        const Result<Order> half =
            parse(R"({"event":"broadcast","text":"\ud800"})"); // half a character
        QVERIFY(half.ok() && half->data.isValidUtf8());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const QByteArray &line, const QString &why) {
            QTest::newRow(name) << line << why;
        };
        const QByteArray ada = R"("client":"c_0100000700000001")"_ba;
        row("no JSON", "hello", u"illegal value"_s);
        row("half", "{\"event\":\"message\",\"text\":\"hi", u"unterminated string"_s);
        row("deep", QByteArray(100'000, '['), u"too deeply nested document"_s);
        row("a list", "[1]", u"it is no JSON object"_s);
        row("no event", R"({"text":"hi"})", u"there is no event ''"_s);
        row("another event", R"({"event":"dance"})", u"there is no event 'dance'"_s);
        row("no client", R"({"event":"message","text":"hi"})", u"'client' is no client"_s);
        row("a wrong client", R"({"event":"close","client":"ada"})", u"'client' is no client"_s);
        row("a wrong except", R"({"event":"broadcast","text":"hi","except":5})",
            u"'except' is no client"_s);
        row("no data", "{\"event\":\"message\"," + ada + '}',
            u"there must be a 'text' or a 'base64'"_s);
        row("both", "{\"event\":\"message\",\"text\":\"\",\"base64\":\"\"," + ada + '}',
            u"there must be a 'text' or a 'base64'"_s);
        row("no base64", R"({"event":"broadcast","base64":"!"})", u"'base64' is none"_s);
        row("no topic", R"({"event":"publish","text":"hi"})",
            u"'topic' must be a text of 1 to 256 bytes"_s);
        row("a long topic",
            "{\"event\":\"subscribe\",\"topic\":\"" + QByteArray(257, 't') + "\"," + ada + '}',
            u"'topic' must be a text of 1 to 256 bytes"_s);
        row("a long session",
            "{\"event\":\"session\",\"text\":\"" + QByteArray(4097, 's') + "\"," + ada + '}',
            u"it has 4097 bytes, and 4096 is the most"_s);
        row("a wrong code", "{\"event\":\"close\",\"code\":1006," + ada + '}',
            u"1006 is no close code a service may send"_s);
    }

    void refuses()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, why);
        const Result<Order> order = parse(line);
        QVERIFY(!order.ok());
        QCOMPARE(order.error().message, why);
    }
};

QTEST_APPLESS_MAIN(TestJsonLines)
#include "tst_json_lines.moc"
