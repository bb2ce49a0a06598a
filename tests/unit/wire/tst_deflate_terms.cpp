// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/deflate_terms.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Outcome = DeflateAnswer::Outcome;

class TestDeflateTerms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void declines_data();
    void declines();
    void refusesWhatIsNoList_data();
    void refusesWhatIsNoList();
    void takesTheFirstGoodOffer();
    void readsSeveralFields();
    void leavesTakeoverToBothSides();
};

namespace {

DeflateAnswer ask(const QList<QByteArray> &fields, bool takeoverAllowed = false)
{
    RequestHead request;
    request.headers.append(HttpHeader{"Host", "h"});
    for (const QByteArray &field : fields)
        request.headers.append(HttpHeader{"sec-websocket-EXTENSIONS", field});
    return negotiateDeflate(request, takeoverAllowed);
}

const QByteArray kPlain = "permessage-deflate; server_no_context_takeover; "
                          "client_no_context_takeover"_ba;

} // namespace

void TestDeflateTerms::answers_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("more"); // than what every answer has
    QTest::addColumn<int>("serverBits");
    QTest::addColumn<int>("clientBits");
    const auto row = [](const char *name, const QByteArray &parameters, const QByteArray &more,
                        int serverBits, int clientBits) {
        QTest::newRow(name) << "permessage-deflate" + parameters << more << serverBits
                            << clientBits;
    };
    row("bare", "", "", 15, 15);
    row("Chromium and Firefox", "; client_max_window_bits", "", 15, 15);
    row("both no takeover", "; client_no_context_takeover; server_no_context_takeover", "", 15, 15);
    row("client 10", "; client_max_window_bits=10", "; client_max_window_bits=10", 15, 10);
    row("client 8", "; client_max_window_bits=8", "; client_max_window_bits=8", 15, 8);
    row("server 9", ";server_max_window_bits=9", "; server_max_window_bits=9", 9, 15);
    row("server 8", ";server_max_window_bits=8", "; server_max_window_bits=8", 8, 15);
    row("server 15", ";server_max_window_bits=15", "; server_max_window_bits=15", 15, 15);
    row("both", "; client_max_window_bits=11; server_max_window_bits=12",
        "; server_max_window_bits=12; client_max_window_bits=11", 12, 11);
    row("quoted", "; server_max_window_bits=\"10\"", "; server_max_window_bits=10", 10, 15);
    row("quoted and escaped", "; server_max_window_bits=\"\\1\\0\"", "; server_max_window_bits=10",
        10, 15);
    row("white space", "\t ;\t server_max_window_bits =  10  ", "; server_max_window_bits=10", 10,
        15);
}

void TestDeflateTerms::answers()
{
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, more);
    const DeflateAnswer answer = ask({offer});
    QCOMPARE(answer.outcome, Outcome::Agreed);
    QCOMPARE(answer.header, kPlain + more);
    QTEST(answer.terms.serverWindowBits, "serverBits");
    QTEST(answer.terms.clientWindowBits, "clientBits");
    QVERIFY(!answer.terms.clientTakeover);
}

void TestDeflateTerms::declines_data()
{
    QTest::addColumn<QByteArray>("offer");
    const auto row = [](const char *name, const QByteArray &parameters) {
        QTest::newRow(name) << "permessage-deflate; " + parameters;
    };
    QTest::newRow("nothing") << ""_ba;
    QTest::newRow("another extension") << "x-webkit-deflate-frame; a=b"_ba;
    QTest::newRow("another case") << "Permessage-Deflate"_ba;
    row("unknown parameter", "colour=green");
    row("unknown flag", "colour");
    row("twice", "client_no_context_takeover; client_no_context_takeover");
    row("twice, two values", "server_max_window_bits=10; server_max_window_bits=11");
    row("flag with a value", "server_no_context_takeover=1");
    row("other flag with a value", "client_no_context_takeover=true");
    row("server bits without a value", "server_max_window_bits");
    row("7", "server_max_window_bits=7");
    row("16", "client_max_window_bits=16");
    row("leading zero", "client_max_window_bits=09");
    row("sign", "client_max_window_bits=+9");
    row("no number", "client_max_window_bits=ten");
    row("long number", "client_max_window_bits=4294967306");
    row("upper case", "Client_max_window_bits");
}

void TestDeflateTerms::declines()
{
    QFETCH(QByteArray, offer);
    const DeflateAnswer answer = ask({offer});
    QCOMPARE(answer.outcome, Outcome::None);
    QVERIFY(answer.header.isEmpty());
    QCOMPARE(ask({offer + ", permessage-deflate"}).outcome, Outcome::Agreed);
}

void TestDeflateTerms::refusesWhatIsNoList_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray good = "permessage-deflate"_ba;
    QTest::newRow("no name") << "; client_max_window_bits"_ba;
    QTest::newRow("empty parameter") << good + "; ; client_max_window_bits";
    QTest::newRow("semicolon at the end") << good + ";";
    QTest::newRow("empty value") << good + "; client_max_window_bits=";
    QTest::newRow("empty quoted value") << good + "; client_max_window_bits=\"\"";
    QTest::newRow("no parameter name") << good + "; =10";
    QTest::newRow("two words") << good + " client_max_window_bits";
    QTest::newRow("open quote") << good + "; client_max_window_bits=\"10";
    QTest::newRow("open escape") << good + "; client_max_window_bits=\"10\\";
    QTest::newRow("quoted non-token") << good + "; a=\"b c\"";
    QTest::newRow("after a quote") << good + "; client_max_window_bits=\"10\"0";
    QTest::newRow("separator") << good + "; a=b/c";
    QTest::newRow("8-bit") << good + "; a=\xe9";
    QTest::newRow("after a good one") << good + ", (comment)";
}

void TestDeflateTerms::refusesWhatIsNoList()
{
    QFETCH(QByteArray, text);
    QCOMPARE(ask({text}).outcome, Outcome::Malformed);
    QVERIFY(ask({text}).header.isEmpty());
    QCOMPARE(ask({"permessage-deflate"_ba, text}).outcome, Outcome::Malformed);
}

void TestDeflateTerms::takesTheFirstGoodOffer()
{
    // RFC 7692 7.1.3's way to ask for most and be content with less.
    const DeflateAnswer answer =
        ask({"foo; bar=baz, permessage-deflate; server_max_window_bits=20, "
             "permessage-deflate; server_max_window_bits=10, "
             "permessage-deflate"_ba});
    QCOMPARE(answer.outcome, Outcome::Agreed);
    QCOMPARE(answer.terms.serverWindowBits, 10);
}

void TestDeflateTerms::readsSeveralFields()
{
    const DeflateAnswer answer = ask({"foo, ,"_ba, ""_ba, ",permessage-deflate; bar"_ba,
                                      "permessage-deflate; client_max_window_bits=9"_ba});
    QCOMPARE(answer.outcome, Outcome::Agreed);
    QCOMPARE(answer.terms.clientWindowBits, 9);
}

void TestDeflateTerms::leavesTakeoverToBothSides()
{
    const DeflateAnswer both = ask({"permessage-deflate; client_max_window_bits"_ba}, true);
    QVERIFY(both.terms.clientTakeover);
    QCOMPARE(both.header, "permessage-deflate; server_no_context_takeover"_ba);

    const DeflateAnswer clientWontDo =
        ask({"permessage-deflate; client_no_context_takeover"_ba}, true);
    QVERIFY(!clientWontDo.terms.clientTakeover);
    QCOMPARE(clientWontDo.header, kPlain);
}

QTEST_APPLESS_MAIN(TestDeflateTerms)
#include "tst_deflate_terms.moc"
