// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The examples of core/sdk/python, as they lie there: python3 is found by PATH, chat.py in the
// manifest's folder.
#include "support/ctl.h"
#include "visitor.h"

#include <QtTest/qtest.h>

#include <csignal>

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

} // namespace

class tst_Python : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qputenv("PYTHONDONTWRITEBYTECODE", "1");
        m_server = std::make_unique<ServerProcess>(
            QStringList{u"--set"_s, u"services.off=chat,echo,relay"_s, u"--set"_s,
                        u"services.folder=" SOURCE_DIR "/core/sdk/python/examples"_s});
        QVERIFY2(m_server->start(), qPrintable(m_server->errors()));
        QVERIFY(m_server->waitForState(u"py-echo"_s, u"running"_s));
        QVERIFY(m_server->waitForState(u"py-chat"_s, u"running"_s));
    }

    void cleanupTestCase() { QCOMPARE(m_server->stop(), 0); }

    void echoesInOrder()
    {
        Visitor visitor(m_server->webSocketUrl(u"/py-echo"_s));
        QTRY_VERIFY_WITH_TIMEOUT(visitor.socket.isValid(), kPatienceMs);
        QStringList said;
        for (int i = 0; i < 1000; ++i) {
            said.append(u"message %1 h\u00e9"_s.arg(i));
            visitor.say(said.last());
        }
        visitor.socket.sendBinaryMessage("\0\xff"_ba);
        QTRY_COMPARE_WITH_TIMEOUT(visitor.binary, QList<QByteArray>{"\0\xff"_ba}, kPatienceMs);
        QCOMPARE(visitor.heard, said);
    }

    void theRoomOutlivesItsProcess()
    {
        Visitors people;
        enter(people);
        sayUntilAllHear(people, 0, u"hi"_s);

        const qint64 pid = ServerProcess::pidOf(m_server->service(u"py-chat"_s));
        QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
        sayUntilAllHear(people, 0, u"after"_s); // its successor knows v0 by the session
        QVERIFY(ServerProcess::pidOf(m_server->service(u"py-chat"_s)) != pid);

        const CtlAnswer answer = ctl(*m_server, {u"update"_s, u"py-chat"_s});
        QVERIFY2(answer.status == 0, qPrintable(answer.error));
        sayUntilAllHear(people, people.size() - 1, u"and now"_s);
        for (const auto &visitor : people)
            QCOMPARE(visitor->closedWith, 0);
    }

    void theOperatorSeesTheRoom()
    {
        Visitor ada(m_server->webSocketUrl(u"/py-chat/tea"_s));
        QTRY_COMPARE_WITH_TIMEOUT(ada.heard, QStringList{u"What is your name?"_s}, kPatienceMs);
        ada.say(u"Ada"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            QJsonDocument(ctl(*m_server, {u"rooms"_s}).json).toJson().contains("/py-chat/tea"),
            kPatienceMs);
        ada.socket.sendBinaryMessage("no words");
        QTRY_COMPARE_WITH_TIMEOUT(ada.closedWith, 1003, kPatienceMs);
    }

private:
    /// So many that each gateway has one of them.
    void enter(Visitors &people)
    {
        const auto bothHaveSome = [this] {
            return m_server->gateway(1).value("clients"_L1).toInteger() > 0 &&
                   m_server->gateway(2).value("clients"_L1).toInteger() > 0;
        };
        do {
            Visitor &visitor = *people.emplace_back(
                std::make_unique<Visitor>(m_server->webSocketUrl(u"/py-chat"_s)));
            QTRY_COMPARE_WITH_TIMEOUT(visitor.heard, QStringList{u"What is your name?"_s},
                                      kPatienceMs);
            visitor.say(u"v%1"_s.arg(people.size() - 1));
            QTRY_COMPARE_WITH_TIMEOUT(visitor.heard.size(), 2, kPatienceMs);
            QVERIFY(people.size() < 60); // an address may have 64 connections
        } while (!QTest::qWaitFor(bothHaveSome, 500));
    }

    /// Again and again: what is said to a process that dies is gone with it, and who comes to its
    /// successor first may speak before the others have come.
    static void sayUntilAllHear(const Visitors &people, std::size_t speaker, const QString &text)
    {
        const QString line = u"v%1: %2"_s.arg(speaker).arg(text);
        const auto allHave = [&] {
            people[speaker]->say(text);
            return std::all_of(people.begin(), people.end(), [&line](const auto &visitor) {
                return visitor->heard.contains(line);
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(allHave(), kPatienceMs);
    }

    std::unique_ptr<ServerProcess> m_server;
};

QTEST_GUILESS_MAIN(tst_Python)
#include "tst_python.moc"
