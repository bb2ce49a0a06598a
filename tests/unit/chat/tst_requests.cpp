// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/requests.h"
#include "support/chat_place.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Chat;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kCmid = "00112233445566778899aabbccddeeff";
const QByteArray kSend =
    R"({"type":"send","id":8,"room":"tea","cmid":")" + kCmid + R"(","body":"hello","reply_to":40})";

template <typename T> std::optional<T> as(const QByteArray &text, const Limits &limits)
{
    const Request request = Request::parse(text);
    const T read = T::read(request, limits);
    return request.problem() ? std::nullopt : std::optional(read);
}

} // namespace

class TestRequests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_place = std::make_unique<ChatPlace>(); }
    void cleanupTestCase() { m_place.reset(); }

    void everyKindIsRead()
    {
        const auto hello =
            as<HelloRequest>(R"({"type":"hello","id":"a","protocol":1,"name":"Ada"})", m_limits);
        QVERIFY(hello);
        QCOMPARE(hello->name, u"Ada"_s);
        QVERIFY(hello->token.isNull());

        const auto create = as<CreateRequest>(
            R"({"type":"create","id":1,"room":"tea","title":"Tea","password":"p","hidden":true})",
            m_limits);
        QVERIFY(create && create->hidden);

        const auto join = as<JoinRequest>(
            R"({"type":"join","id":1,"room":"tea","epoch":"e","after":0,"password":null})", m_limits);
        QVERIFY(join);
        QCOMPARE(join->after, 0);
        QVERIFY(join->password.isNull());

        QVERIFY(as<LeaveRequest>(R"({"type":"leave","id":1,"room":"tea"})", m_limits));
        QVERIFY(as<RoomsRequest>(R"({"type":"rooms","id":1,"more":"ignored"})", m_limits));

        const auto send = as<SendRequest>(kSend, m_limits);
        QVERIFY(send);
        QCOMPARE(send->cmid.toHex(), kCmid);
        QCOMPARE(send->replyTo, 40);

        const auto history =
            as<HistoryRequest>(R"({"type":"history","id":1,"room":"tea","limit":1e9})", m_limits);
        QVERIFY(history);
        QCOMPARE(history->limit, m_limits.historyPage);
    }

    void whatCannotBeUnderstoodIsSaidSo_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("hasId");
        const auto bad = [](const char *name, const QByteArray &text, bool hasId) {
            QTest::newRow(name) << text << u"bad_request"_s << hasId;
        };
        bad("empty", "", false);
        bad("not JSON", "hello", false);
        bad("half", "{\"type\":", false);
        bad("array", "[1]", false);
        bad("number", "1", false);
        bad("deep", QByteArray(30'000, '['), false);
        bad("deep object", QByteArray("{\"a\":").repeated(10'000), false);
        bad("no id", R"({"type":"rooms"})", false);
        bad("null id", R"({"type":"rooms","id":null})", false);
        bad("object id", R"({"type":"rooms","id":{}})", false);
        bad("long id", "{\"type\":\"rooms\",\"id\":\"" + QByteArray(65, 'x') + "\"}", false);
        bad("long id beyond the BMP", "{\"type\":\"rooms\",\"id\":\"" + QByteArray("\xf0\x9f\x8d\xb5").repeated(65) + "\"}", false);
        bad("id with NUL", R"({"type":"rooms","id":"a\u0000b"})", false);
        bad("huge id", R"({"type":"rooms","id":1e300})", false);
        bad("endless id", R"({"type":"rooms","id":1e400})", false);
        bad("half a character as id", R"({"type":"rooms","id":"\ud800"})", false);
        bad("no type", R"({"id":1})", true);
        bad("number as type", R"({"id":1,"type":7})", true);
        bad("no room", R"({"id":1,"type":"join"})", true);
        bad("room of another type", R"({"id":1,"type":"join","room":["tea"]})", true);
        bad("after of another type", R"({"id":1,"type":"join","room":"tea","after":"4"})", true);
        bad("negative after", R"({"id":1,"type":"join","room":"tea","after":-1})", true);
        bad("half after", R"({"id":1,"type":"join","room":"tea","after":1.5})", true);
        bad("huge after", R"({"id":1,"type":"join","room":"tea","after":1e18})", true);
        bad("both ends", R"({"id":1,"type":"history","room":"tea","after":1,"before":9})", true);
        bad("no limit", R"({"id":1,"type":"history","room":"tea","limit":0})", true);
        bad("hidden of another type", R"({"id":1,"type":"create","room":"tea","hidden":1})", true);
        bad("long password",
            "{\"id\":1,\"type\":\"create\",\"room\":\"tea\",\"password\":\"" +
                QByteArray(257, 'x') + "\"}",
            true);
        bad("no protocol", R"({"id":1,"type":"hello","name":"Ada"})", true);
        bad("nobody", R"({"id":1,"type":"hello","protocol":1})", true);
        bad("empty body", QByteArray(kSend).replace("hello", ""), true);
        bad("NUL in body", QByteArray(kSend).replace("hello", "a\\u0000"), true);
        bad("half a character in body", QByteArray(kSend).replace("hello", "a\\udc00"), true);
        bad("short cmid", QByteArray(kSend).replace("ff\"", "\""), true);
        bad("capitals in cmid", QByteArray(kSend).replace("ff\"", "FF\""), true);
        bad("no hex in cmid", QByteArray(kSend).replace("ff\"", "xy\""), true);
        bad("reply to 0", QByteArray(kSend).replace("40", "0"), true);
        QTest::newRow("unknown") << QByteArray(R"({"id":1,"type":"edit"})") << u"unknown_type"_s
                                 << true;
        QTest::newRow("empty type")
            << QByteArray(R"({"id":1,"type":""})") << u"unknown_type"_s << true;
    }
    void whatCannotBeUnderstoodIsSaidSo()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const bool, hasId);
        FakeClient &client = m_place->tester.connect();
        m_place->tester.send(client, text);
        const QJsonObject answer = m_place->tester.nextObject(client);
        QTEST(answer.value("code"_L1).toString(), "code");
        QCOMPARE(!answer.value("re"_L1).isNull(), hasId);
    }

    void brokenBytesNeverDoHarm()
    {
        QRandomGenerator random(4711); // the same every time
        for (int round = 0; round < 20'000; ++round) {
            QByteArray text = kSend;
            for (int i = random.bounded(6); i >= 0; --i) {
                const qsizetype at = random.bounded(int(text.size()));
                if (random.bounded(3) == 0)
                    text.remove(at, random.bounded(5));
                else
                    text[at] = char(random.bounded(256));
            }
            if (const auto send = as<SendRequest>(text, m_limits)) {
                QCOMPARE(send->cmid.size(), kCmidBytes);
                QVERIFY(!send->body.isEmpty() && send->body.isValidUtf16());
            }
        }
    }

private:
    const Limits m_limits{}; // the braces: clang wants them of a const
    std::unique_ptr<ChatPlace> m_place; // the service itself, which refuses before it asks who one is
};

QTEST_GUILESS_MAIN(TestRequests)
#include "tst_requests.moc"
