// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The programs of core/stdio/README.md, as they stand there, under a real server with both its
// gateways.
#include "support/raw_client.h"
#include "support/server_process.h"
#include "support/web_socket_bytes.h"
#include "visitor.h"

#include <QtCore/qstandardpaths.h>
#include <QtTest/qtest.h>

#include <csignal>

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

/// The first block of that language.
QByteArray example(const QByteArray &language, const QByteArray &containing)
{
    QFile page(QStringLiteral(SOURCE_DIR "/core/stdio/README.md"));
    if (!page.open(QFile::ReadOnly))
        return {};
    const QByteArray text = page.readAll();
    for (qsizetype at = 0; (at = text.indexOf("```" + language + '\n', at)) >= 0; ++at) {
        const qsizetype begin = text.indexOf('\n', at) + 1;
        const QByteArray block = text.mid(begin, text.indexOf("```", begin) - begin);
        if (block.contains(containing))
            return block;
    }
    return {};
}

} // namespace

class tst_Stdio : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        write(u"count.sh"_s, example("sh", "PATH_INFO"));
        write(u"length.pl"_s, example("perl", "letters"));
        write(u"room.awk"_s, example("awk", "subscribe"));
        write(u"room.js"_s, example("js", "subscribe"));
        write(u"count.service.json"_s, example("json", "count"));
        write(u"say.service.json"_s, example("json", "grep"));
        manifest(u"length"_s, u"\"stdio\":\"lines\",\"command\":[\"perl\",\"length.pl\"]"_s);
        manifest(
            u"awk"_s,
            u"\"stdio\":\"json\",\"command\":[\"mawk\",\"-W\",\"interactive\",\"-f\",\"room.awk\"]"_s);
        if (hasNode())
            manifest(u"node"_s, u"\"stdio\":\"json\",\"command\":[\"node\",\"room.js\"]"_s);
        manifest(u"flood"_s,
                 u"\"stdio\":\"lines\",\"command\":[\"yes\",\"%1\"]"_s.arg(QString(999, u'y')));
        manifest(
            u"asked"_s,
            u"\"command\":[\"lanroom-stdio\",\"lines\",\"--at-once\",\"2\",\"--\",\"sh\",\"-c\","
            "\"echo \\\"$QUERY_STRING\\\"; exec cat\"]"_s);
        manifest(
            u"mortal"_s,
            u"\"stdio\":\"json\",\"command\":[\"sh\",\"-c\",\"while read -r line; do "
            "case $line in *die*) exit 9;; *'\\\"message\\\"'*) echo \\\"$line\\\";; esac; done\"]"_s);
        m_server = std::make_unique<ServerProcess>(
            QStringList{u"--set"_s, u"services.off=chat,echo,relay"_s, u"--set"_s,
                        u"services.folder="_s + m_folder.path()});
        QVERIFY2(m_server->start(), qPrintable(m_server->errors()));
    }

    void cleanupTestCase() { QCOMPARE(m_server->stop(), 0); }

    void helpIsNoMistake()
    {
        QProcess help;
        help.start(ServerProcess::program(u"lanroom-stdio"_s), {u"--help"_s});
        QVERIFY(help.waitForFinished(kPatienceMs));
        QCOMPARE(help.exitCode(), 0);
        QVERIFY(help.readAllStandardOutput().startsWith("lanroom-stdio json -- PROGRAM"));
        QCOMPARE(help.readAllStandardError(), QByteArray());
    }

    void aShellScriptCounts()
    {
        Visitor visitor(url(u"count"_s));
        QTRY_VERIFY_WITH_TIMEOUT(visitor.heard.size() >= 3, kPatienceMs);
        QCOMPARE(visitor.heard.first(3),
                 (QStringList{u"You are at 127.0.0.1 and asked for /count"_s, u"1"_s, u"2"_s}));
    }

    void perlAnswers()
    {
        Visitor visitor(url(u"length"_s));
        QTRY_VERIFY_WITH_TIMEOUT(visitor.socket.isValid(), kPatienceMs);
        visitor.say(u"lanroom"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            visitor.heard, QStringList{u"You said 'lanroom', which has 7 letters"_s}, kPatienceMs);
    }

    void theQueryIsToldAndTheLimitKept()
    {
        QUrl asked = url(u"asked"_s);
        asked.setQuery(u"room=tea%20time"_s);
        Visitor one(asked);
        QTRY_COMPARE_WITH_TIMEOUT(one.heard, QStringList{u"room=tea%20time"_s}, kPatienceMs);
        Visitor two(asked);
        QTRY_COMPARE_WITH_TIMEOUT(two.heard.size(), 1, kPatienceMs);
        RawClient three(m_server->port()); // Qt's does not know 1013
        three.send(upgradeTo("/asked", "127.0.0.1"));
        QCOMPARE(three.answer(true).status, 101);
        const QByteArray close = three.take(4);
        QCOMPARE(close.first(1) + close.sliced(2), QByteArray::fromHex("8803f5"));
        for (int i = 0; i < 1000; ++i)
            one.say(QString::number(i));
        QTRY_COMPARE_WITH_TIMEOUT(one.heard.size(), 1001, kPatienceMs);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(one.heard.at(i + 1), QString::number(i));
        one.socket.sendBinaryMessage("bytes");
        QTRY_COMPARE_WITH_TIMEOUT(one.closedWith, 1003, kPatienceMs);
    }

    void grepIsAnEcho()
    {
        Visitor visitor(url(u"say"_s));
        QTRY_VERIFY_WITH_TIMEOUT(visitor.socket.isValid(), kPatienceMs);
        visitor.say(u"h\u00e9 \"you\"\nthere"_s);
        visitor.socket.sendBinaryMessage("\0\xff"_ba);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.binary, QList<QByteArray>{"\0\xff"_ba}, kPatienceMs);
        QCOMPARE(visitor.heard, QStringList{u"h\u00e9 \"you\"\nthere"_s});
    }

    void aRoomInAwkAndInNode_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("withItself");
        QTest::newRow("awk") << u"awk"_s << true;
        if (hasNode())
            QTest::newRow("node") << u"node"_s << false;
    }

    void aRoomInAwkAndInNode()
    {
        QFETCH(QString, name);
        QFETCH(bool, withItself);
        Visitors people;
        for (int i = 0; i < 6; ++i)
            people.push_back(std::make_unique<Visitor>(url(name)));
        for (const auto &visitor : people)
            QTRY_VERIFY_WITH_TIMEOUT(visitor->socket.isValid(), kPatienceMs);
        // It does not say when it has heard of everybody: somebody talks until all have heard
        // something.
        const auto allHaveHeard = [&people] {
            people.front()->say(u"anybody?"_s);
            return std::all_of(people.begin() + 1, people.end(),
                               [](const auto &visitor) { return !visitor->heard.isEmpty(); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(allHaveHeard(), kPatienceMs);
        people.back()->say(u"good night"_s);
        QTRY_VERIFY_WITH_TIMEOUT(people.front()->heard.contains(u"good night"_s), kPatienceMs);
        // Perhaps before the last "anybody?", which came by another gateway.
        if (withItself)
            QTRY_VERIFY_WITH_TIMEOUT(people.back()->heard.contains(u"good night"_s), kPatienceMs);
        else
            QVERIFY(!people.back()->heard.contains(u"good night"_s));
    }

    void clientsStayWhenTheProgramDies()
    {
        Visitor visitor(url(u"mortal"_s));
        QTRY_VERIFY_WITH_TIMEOUT(visitor.socket.isValid(), kPatienceMs);
        visitor.say(u"one"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.heard, QStringList{u"one"_s}, kPatienceMs);
        visitor.say(u"die"_s);
        QString log;
        QTRY_VERIFY_WITH_TIMEOUT((log += m_server->errors()).contains(u"ended with status 9"_s),
                                 kPatienceMs);
        visitor.say(u"two"_s);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.heard, (QStringList{u"one"_s, u"two"_s}), kPatienceMs);
        QCOMPARE(visitor.closedWith, 0);
        QCOMPARE(m_server->service(u"mortal"_s).value("restarts"_L1).toInteger(), 1);
    }

    void aProgramWaitsForASlowClient()
    {
        RawClient client(m_server->port());
        client.send(upgradeTo("/flood", "127.0.0.1"));
        QCOMPARE(client.answer(true).status, 101);
        client.stopReading();
        // A program that did not wait would have made a hundred times what fits by then.
        QTest::qWait(1'500);
        QVERIFY(client.isOpen());
        const qint64 gateways = m_server->gateway(1).value("refused"_L1).toInteger() +
                                m_server->gateway(2).value("refused"_L1).toInteger();
        QCOMPARE(gateways, 0);
        client.socket().setReadBufferSize(0);
        qsizetype read = 0;
        QVERIFY(RawClient::wait([&] {
            read += client.socket().readAll().size();
            return read > 20'000'000; // far more than lay on the way
        }));
    }

private:
    /// Debian's own is no dependency of the tests: see packaging/packages.
    static bool hasNode() { return !QStandardPaths::findExecutable(u"node"_s).isEmpty(); }

    void write(const QString &name, const QByteArray &text)
    {
        QVERIFY2(!text.isEmpty(), qPrintable(name));
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(text);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void manifest(const QString &name, const QString &rest)
    {
        write(name + u".service.json"_s,
              QStringLiteral("{\"name\":\"%1\",\"path\":\"/%1\",%2}").arg(name, rest).toUtf8());
    }

    QUrl url(const QString &name) const { return m_server->webSocketUrl(u'/' + name); }

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
};

QTEST_GUILESS_MAIN(tst_Stdio)
#include "tst_stdio.moc"
