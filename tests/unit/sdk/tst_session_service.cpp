// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/service_tester.h>
#include <lanroom/session_service.h>

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Testing;
using namespace Qt::StringLiterals;

namespace {

class Desk : public SessionService
{
public:
    static inline Reply kept;
    static inline QStringList goodbyes;

    Desk()
    {
        on(u"name"_s, &Desk::setName);
        on(u"who"_s, [this](Client &client, const Request &) -> Answer { return state(client); });
        on(u"later"_s, [this](Client &client, const Request &request) {
            kept = replyTo(client, request);
            return Answer::later();
        });
        on(u"close"_s, [](Client &client, const Request &) -> Answer {
            client.close(4000);
            return QJsonObject();
        });
        on(u"read"_s, &Desk::read);
        on(u"busy"_s, [](Client &, const Request &) -> Answer {
            return Error{ErrorCode::Busy, u"too much to do"_s};
        });
    }

    void disconnected(Client &client, int) override
    {
        goodbyes << state(client).value("name"_L1).toString();
    }

private:
    Answer setName(Client &client, const Request &request)
    {
        const QString name = request.requiredText("name");
        if (request.problem())
            return *request.problem();
        if (!setState(client, {{"name"_L1, name}}))
            return Refusal(u"too_long"_s, u"No."_s);
        return {};
    }

    Answer read(Client &, const Request &request)
    {
        QJsonObject seen{{"type"_L1, "seen"_L1},
                         {"text"_L1, request.text("text")},
                         {"number"_L1, request.integer("number", 1).value_or(-1)},
                         {"flag"_L1, request.flag("flag")}};
        if (request.problem())
            return *request.problem();
        return seen;
    }
};

} // namespace

class TestSessionService : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServiceTester> m_tester;
    FakeClient *m_ada = nullptr;

    QByteArray ask(const QByteArray &text)
    {
        m_tester->send(*m_ada, text);
        return m_tester->next(*m_ada);
    }

private Q_SLOTS:
    void init()
    {
        Desk::goodbyes.clear();
        m_tester = std::make_unique<ServiceTester>(make<Desk>);
        m_ada = &m_tester->connect();
    }
    void cleanup()
    {
        m_tester.reset();
        Desk::kept = {};
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("answer");
        const auto bad = [](const char *re, const char *why) {
            return QByteArray(R"({"code":"bad_request","message":"WHY","re":ID,"type":"error"})")
                .replace("WHY", why)
                .replace("ID", re);
        };
        const auto row = [](const char *name, const QByteArray &request, const QByteArray &answer) {
            QTest::newRow(name) << request << answer;
        };
        row("ok", R"({"type":"name","id":7,"name":"Ada"})", R"({"re":7,"type":"ok"})");
        row("a text as id", R"({"type":"who","id":"x"})", R"({"re":"x","type":"ok"})");
        row("a type of its own",
            R"({"type":"read","id":1,"text":"","number":3,"flag":true,"more":[]})",
            R"({"flag":true,"number":3,"re":1,"text":"","type":"seen"})");
        row("an error of the SDK", R"({"type":"busy","id":1})",
            R"({"code":"busy","message":"too much to do","re":1,"retry_ms":1000,"type":"error"})");
        row("unknown", R"({"type":"dance","id":1})",
            R"({"code":"unknown_type","message":"There is no such request.","re":1,"type":"error"})");
        row("missing", R"({"type":"name","id":1,"name":null})", bad("1", "'name' is missing."));
        row("the first problem", R"({"type":"read","id":1,"number":0,"flag":1})",
            bad("1", "'number' must be a whole number in range."));
        row("a lone surrogate", R"({"type":"read","id":1,"text":"\ud800"})",
            bad("1", "'text' must be Unicode text."));
        row("NUL", R"({"type":"read","id":1,"text":"a\u0000"})",
            bad("1", "'text' must be Unicode text."));
        row("no type", R"({"id":1})", bad("1", "This request cannot be understood."));
        row("no id", R"({"type":"who"})", bad("null", "'id' must be a number or a short string."));
        row("a long id",
            QByteArray(R"({"type":"who","id":"LONG"})").replace("LONG", QByteArray(65, 'x')),
            bad("null", "'id' must be a number or a short string."));
        const QByteArray cup = "\xf0\x9f\x8d\xb5"; // one character, two code units
        row("64 characters as id",
            QByteArray(R"({"type":"who","id":"CUPS"})").replace("CUPS", cup.repeated(64)),
            QByteArray(R"({"re":"CUPS","type":"ok"})").replace("CUPS", cup.repeated(64)));
        row("NUL in the id", R"({"type":"who","id":"a\u0000"})",
            bad("null", "'id' must be a number or a short string."));
        row("a list", "[1]", bad("null", "This is not a JSON object."));
        row("no JSON", "hello", bad("null", "This is not a JSON object."));
        row("deep", QByteArray(50000, '['), bad("null", "This is not a JSON object."));
    }
    void answers()
    {
        QFETCH(QByteArray, request);
        QTEST(ask(request), "answer");
    }

    void refusesBinary()
    {
        m_tester->sendBinary(*m_ada, R"({"type":"who","id":1})");
        QCOMPARE(m_tester->nextObject(*m_ada).value("code"_L1).toString(), u"bad_request"_s);
    }

    void handsTheStateToTheSuccessor()
    {
        ask(R"({"type":"name","id":1,"name":"Ada"})");
        m_tester->restart();
        QCOMPARE(ask(R"({"type":"who","id":2})"), R"({"name":"Ada","re":2,"type":"ok"})");
        m_tester->disconnect(*m_ada);
        QTRY_COMPARE(Desk::goodbyes, QStringList{u"Ada"_s});
    }

    void boundsTheState()
    {
        ask(R"({"type":"name","id":1,"name":"Ada"})");
        const QByteArray huge(Client::kMaxSessionBytes, 'x');
        const QByteArray request = R"({"type":"name","id":2,"name":"HUGE"})";
        QVERIFY(ask(QByteArray(request).replace("HUGE", huge)).contains("too_long"));
        QCOMPARE(ask(R"({"type":"who","id":3})"), R"({"name":"Ada","re":3,"type":"ok"})");
    }

    void answersLater()
    {
        m_tester->send(*m_ada, R"({"type":"later","id":1})");
        QCOMPARE(ask(R"({"type":"who","id":2})"), R"({"re":2,"type":"ok"})");
        Desk::kept(QJsonObject{{"done"_L1, true}});
        QCOMPARE(m_tester->next(*m_ada), R"({"done":true,"re":1,"type":"ok"})");
    }

    void aLateAnswerToNobodyIsDropped()
    {
        m_tester->send(*m_ada, R"({"type":"later","id":1})");
        m_tester->disconnect(*m_ada);
        m_tester->settle();
        Desk::kept({});
        m_tester.reset();
        Desk::kept({}); // the service is gone, too
    }

    void aHandlerMayCloseItsClient()
    {
        m_tester->send(*m_ada, R"({"type":"close","id":1})");
        QTRY_COMPARE(m_ada->closedWith, 4000);
    }
};

QTEST_GUILESS_MAIN(TestSessionService)
#include "tst_session_service.moc"
