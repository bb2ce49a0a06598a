// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/json_socket.h"
#include "support/server_process.h"

#include <QtCore/qfile.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(QByteArray(text).replace('\'', '"')).object();
}

QJsonObject told(const char *text)
{
    return {{u"type"_s, u"event"_s}, {u"event"_s, json(text)}};
}

const QJsonObject kQuery = json("{'type':'query','query':'name'}");

} // namespace

/// The demo chat room in a real server, spoken to as its page does: every line of PROTOCOL.md.
class TestDemoChatroom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.errors())); }
    void hasSixtyLines();
    void letsPagesOfAnybodyIn_data();
    void letsPagesOfAnybodyIn();
    void speaksItsProtocol();
    void takesAnythingForAnAnswer();
    void beginsAfreshBehindOpenSockets();

private:
    QUrl url(const QString &path = u"/demo_chatroom"_s) const
    {
        return m_server.webSocketUrl(path);
    }
    /// Somebody who has been greeted and said its name.
    void enter(JsonSocket &client, const QString &name)
    {
        QVERIFY(client.opens());
        QCOMPARE(client.next(), kQuery);
        QCOMPARE(client.next()["event"_L1]["type"_L1].toString(), u"listing"_s);
        client.say({{u"type"_s, u"name"_s}, {u"name"_s, name}});
    }

    ServerProcess m_server;
};

void TestDemoChatroom::hasSixtyLines()
{
    QFile source(QStringLiteral(LANROOM_DEMO_CHATROOM));
    QVERIFY(source.open(QIODevice::ReadOnly));
    int lines = 0;
    while (!source.atEnd())
        lines += !source.readLine().trimmed().isEmpty();
    QVERIFY2(lines <= 60, QByteArray::number(lines).constData());
}

void TestDemoChatroom::letsPagesOfAnybodyIn_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<bool>("in");
    QTest::newRow("from a file") << u"/demo_chatroom"_s << u"null"_s << true;
    QTest::newRow("another site") << u"/demo_chatroom"_s << u"https://elsewhere.example"_s << true;
    QTest::newRow("a program") << u"/demo_chatroom"_s << QString() << true;
    QTest::newRow("echo, a file") << u"/echo"_s << u"null"_s << false;
    QTest::newRow("echo, another site") << u"/echo"_s << u"https://elsewhere.example"_s << false;
    QTest::newRow("echo, a program") << u"/echo"_s << QString() << true;
    QTest::newRow("chat, another site") << u"/chat"_s << u"https://elsewhere.example"_s << false;
}

void TestDemoChatroom::letsPagesOfAnybodyIn()
{
    QFETCH(QString, path);
    QFETCH(QString, origin);
    JsonSocket client(url(path), origin);
    QTEST(client.opens(), "in");
}

void TestDemoChatroom::speaksItsProtocol()
{
    JsonSocket ada(url(), u"null"_s);
    QVERIFY(ada.opens());
    QCOMPARE(ada.next(), kQuery);
    QCOMPARE(ada.next(), told("{'type':'listing','chatrooms':[]}"));
    ada.say(json("{'type':'create','chatroom':'Tea'}")); // not before it has a name
    QCOMPARE(ada.next(), kQuery);
    ada.say(json("{'type':'name','name':'Ada'}"));
    ada.say(json("{'type':'name','name':'Eve'}"));      // ignored
    ada.say(json("{'type':'message','message':'no'}")); // nobody hears it: she is nowhere
    ada.say(json("{'type':'join','chatroom':'Tea'}"));
    QCOMPARE(ada.next(), json("{'type':'notice','notice':'Chatroom Tea not found.'}"));
    ada.say(json("{'type':'create','chatroom':'Tea'}"));
    QCOMPARE(ada.next(), told("{'type':'newchatroom','name':'Tea'}"));
    ada.say(json("{'type':'create','chatroom':'Tea'}")); // there is one
    ada.say(json("{'type':'create','chatroom':'Work'}"));
    QCOMPARE(ada.next(), told("{'type':'newchatroom','name':'Work'}"));
    ada.say(json("{'type':'join','chatroom':'Tea'}"));
    QCOMPARE(ada.next(), json("{'type':'join','chatroom':'Tea'}"));
    QCOMPARE(ada.next(), told("{'type':'update','data':['Tea',1]}"));

    JsonSocket ben(url(), u"http://elsewhere.example"_s);
    QVERIFY(ben.opens());
    QCOMPARE(ben.next(), kQuery);
    QCOMPARE(ben.next(), told("{'type':'listing','chatrooms':[['Tea',1],['Work',0]]}"));
    ben.say(json("{'type':'name','name':'Ben'}"));
    ben.say(json("{'type':'join','chatroom':'Tea'}"));
    QCOMPARE(ben.next(), json("{'type':'join','chatroom':'Tea'}"));
    QCOMPARE(ben.next(), told("{'type':'update','data':['Tea',2]}"));
    QCOMPARE(ada.next(), told("{'type':'newuser','name':'Ben'}"));
    QCOMPARE(ada.next(), told("{'type':'update','data':['Tea',2]}"));

    const QJsonObject said = told("{'type':'message','name':'Ben','message':'hi'}");
    ben.say(json("{'type':'message','message':'hi'}"));
    QCOMPARE(ben.next(), said);
    QCOMPARE(ada.next(), said);

    ben.say(json("{'type':'join','chatroom':'Work'}"));
    QCOMPARE(ben.next(), told("{'type':'update','data':['Tea',1]}"));
    QCOMPARE(ben.next(), json("{'type':'join','chatroom':'Work'}"));
    QCOMPARE(ben.next(), told("{'type':'update','data':['Work',1]}"));
    QCOMPARE(ada.next(), told("{'type':'logoff','name':'Ben'}"));
    QCOMPARE(ada.next(), told("{'type':'update','data':['Tea',1]}"));
    QCOMPARE(ada.next(), told("{'type':'update','data':['Work',1]}"));
    ben.say(json("{'type':'message','message':'alone'}"));
    QCOMPARE(ben.next(), told("{'type':'message','name':'Ben','message':'alone'}"));
    ben.socket.close();
    QCOMPARE(ada.next(), told("{'type':'update','data':['Work',0]}"));
    QCOMPARE(ada.waiting(), 0);
}

void TestDemoChatroom::takesAnythingForAnAnswer()
{
    JsonSocket eve(url());
    QVERIFY(eve.opens());
    eve.next();
    eve.next();
    for (const char *odd :
         {"", "{", "[]", "7", "{\"type\":7}", "{\"type\":\"name\"}",
          "{\"type\":\"name\",\"name\":\"\"}", "{\"type\":\"name\",\"name\":[1]}"}) {
        eve.say(QByteArray(odd));
        QCOMPARE(eve.next(), kQuery);
    }
    eve.say({{u"type"_s, u"name"_s}, {u"name"_s, QString(1000, u'e')}});
    for (const char *odd : {"{", "{\"type\":\"create\"}", "{\"type\":\"create\",\"chatroom\":\"\"}",
                            "{\"type\":\"nothing\"}", "{\"type\":\"message\",\"message\":\"no\"}"})
        eve.say(QByteArray(odd));
    // Half a character, in a room's name and in a message, is not what ends the link.
    eve.say("{\"type\":\"create\",\"chatroom\":\"\\ud83d\"}"_ba);
    QCOMPARE(eve.next()["event"_L1]["type"_L1].toString(), u"newchatroom"_s);
    eve.say("{\"type\":\"join\",\"chatroom\":\"\\ud83d\"}"_ba);
    QCOMPARE(eve.next()["type"_L1].toString(), u"join"_s);
    eve.next();
    eve.say("{\"type\":\"message\",\"message\":\"\\ud83d\"}"_ba);
    QCOMPARE(eve.next()["event"_L1]["name"_L1].toString().size(), 64);
    QVERIFY(!eve.closed);
    for (int i = 0; i < 70; ++i)
        eve.say({{u"type"_s, u"create"_s}, {u"chatroom"_s, QString::number(i)}});
    eve.say(json("{'type':'join','chatroom':'nowhere'}"));
    int made = 0;
    while (eve.next()["type"_L1].toString() == u"event")
        ++made;
    QVERIFY2(made >= 60 && made <= 64, QByteArray::number(made).constData());
}

void TestDemoChatroom::beginsAfreshBehindOpenSockets()
{
    JsonSocket ada(url());
    enter(ada, u"Ada"_s);
    ada.say(json("{'type':'create','chatroom':'Kept'}"));
    ada.say(json("{'type':'join','chatroom':'Tea'}"));
    QTRY_VERIFY(ada.waiting() > 0);
    const qint64 pid = ServerProcess::pidOf(m_server.service(u"demo-chatroom"_s));
    QVERIFY(pid > 0);
    ada.received.clear();
    JsonSocket fresh(url());
    QVERIFY(fresh.opens());
    QTRY_VERIFY(fresh.waiting() >= 2);
    ada.received.clear();
    fresh.received.clear();
    QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
    for (JsonSocket *client : {&ada, &fresh}) {
        QTRY_VERIFY_WITH_TIMEOUT(client->received.size() >= 2, JsonSocket::kPatienceMs);
        QCOMPARE(client->received.at(0), kQuery);
        QCOMPARE(client->received.at(1), told("{'type':'listing','chatrooms':[]}"));
        QVERIFY(!client->closed);
    }
    ada.received.clear();
    ada.say(json("{'type':'message','message':'still here?'}"));
    QTRY_COMPARE(ada.received, QList<QJsonObject>{kQuery});
}

QTEST_GUILESS_MAIN(TestDemoChatroom)
#include "tst_demo_chatroom.moc"
