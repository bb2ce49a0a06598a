// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/json_socket.h"
#include "support/server_process.h"

#include <memory>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

/// The guest book in a real server with a real database: many at once, and a worker that dies.
class TestGuestbook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.errors())); }
    void keepsWhatManySignAtOnce();
    void bringsPages();
    void refusesWhatItCannotKeep();
    void outlivesItsProcess();

private:
    QUrl url() const { return m_server.webSocketUrl(u"/guestbook"_s); }
    /// The answer to a request, past what nobody asked for.
    static QJsonObject ask(JsonSocket &client, QJsonObject request)
    {
        static int ids = 0;
        request.insert(u"id"_s, ++ids);
        client.say(request);
        QJsonObject answer = client.next();
        while (!answer.isEmpty() && answer["re"_L1].toInt() != ids)
            answer = client.next();
        return answer;
    }
    static QJsonObject signature(const QString &name, const QString &text)
    {
        return {{u"type"_s, u"sign"_s}, {u"name"_s, name}, {u"text"_s, text}};
    }

    ServerProcess m_server;
};

void TestGuestbook::keepsWhatManySignAtOnce()
{
    constexpr int kGuests = 10;
    constexpr int kEach = 5;
    JsonSocket reader(url());
    QVERIFY(reader.opens());
    // Open at a gateway is not yet known to the service, which may hear guests of the other one first.
    QCOMPARE(ask(reader, {{u"type"_s, u"read"_s}})["total"_L1].toInt(), 0);
    std::vector<std::unique_ptr<JsonSocket>> guests;
    for (int i = 0; i < kGuests; ++i) {
        guests.push_back(std::make_unique<JsonSocket>(url()));
        QVERIFY(guests.back()->opens());
    }
    for (int i = 0; i < kEach; ++i) {
        for (const auto &guest : guests) {
            QJsonObject request = signature(u"Guest"_s, u"It was lovely here, lovely"_s);
            request.insert(u"id"_s, i);
            guest->say(request);
        }
    }
    // Everybody hears of each once, with a number of its own.
    QSet<int> ids;
    for (int i = 0; i < kGuests * kEach; ++i) {
        const QJsonObject news = reader.next();
        QCOMPARE(news["type"_L1].toString(), u"entry"_s);
        ids.insert(news["entry"_L1]["id"_L1].toInt());
    }
    QCOMPARE(ids.size(), kGuests * kEach);
    QCOMPARE(ask(reader, {{u"type"_s, u"read"_s}})["total"_L1].toInt(), kGuests * kEach);
    const QJsonArray words = ask(reader, {{u"type"_s, u"words"_s}})["words"_L1].toArray();
    QCOMPARE(words.first().toArray(), (QJsonArray{u"lovely"_s, 2 * kGuests * kEach}));
    QCOMPARE(words.size(), 2); // and "here"
}

void TestGuestbook::bringsPages()
{
    JsonSocket reader(url());
    QVERIFY(reader.opens());
    QJsonObject page = ask(reader, {{u"type"_s, u"read"_s}});
    QList<int> ids;
    while (true) {
        const QJsonArray entries = page["entries"_L1].toArray();
        QVERIFY(!entries.isEmpty() && entries.size() <= 20);
        for (const QJsonValue &entry : entries)
            ids.append(entry["id"_L1].toInt());
        if (!page["more"_L1].toBool())
            break;
        page = ask(reader, {{u"type"_s, u"read"_s}, {u"before"_s, ids.last()}});
    }
    QCOMPARE(ids.size(), page["total"_L1].toInt());
    QVERIFY(std::is_sorted(ids.rbegin(), ids.rend()));
}

void TestGuestbook::refusesWhatItCannotKeep()
{
    JsonSocket client(url());
    QVERIFY(client.opens());
    for (const QJsonObject &bad :
         {signature(u"  "_s, u"text"_s), signature(u"Ada"_s, {}),
          signature(QString(41, u'a'), u"x"_s), signature(u"Ada"_s, QString(281, u'a')),
          QJsonObject{{u"type"_s, u"sign"_s}},
          QJsonObject{{u"type"_s, u"read"_s}, {u"before"_s, u"x"_s}}})
        QCOMPARE(ask(client, bad)["code"_L1].toString(), u"bad_request"_s);
    const QString odd = u"'); DROP TABLE entry; -- <b>\u00e9\U0001f30d"_s;
    const QJsonObject signedAs = ask(client, signature(u" Ada   Lovelace "_s, odd));
    QCOMPARE(signedAs["entry"_L1]["name"_L1].toString(), u"Ada Lovelace"_s);
    QCOMPARE(signedAs["entry"_L1]["text"_L1].toString(), odd);
}

void TestGuestbook::outlivesItsProcess()
{
    JsonSocket client(url());
    QVERIFY(client.opens());
    const QJsonObject before = ask(client, signature(u"Ada"_s, u"The last before the crash"_s));
    QCOMPARE(before["type"_L1].toString(), u"signed"_s);
    const qint64 pid = ServerProcess::pidOf(m_server.service(u"guestbook"_s));
    QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
    // What was on its way into the dead process is nobody's: so only when there is another.
    QVERIFY(m_server.waitForAnother(u"guestbook"_s, pid));
    const QJsonObject page = ask(client, {{u"type"_s, u"read"_s}});
    QCOMPARE(page["entries"_L1].toArray().first().toObject(), before["entry"_L1].toObject());
    QVERIFY(!client.closed);
}

QTEST_GUILESS_MAIN(TestGuestbook)
#include "tst_guestbook.moc"
