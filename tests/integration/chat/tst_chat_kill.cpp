// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The chat's worker, and the whole server, killed under load: nobody is cut off by the one, and
// nothing that was acknowledged is lost, doubled or out of order by either.
#include "support/server_process.h"
#include "support/socket_peer.h"

#include <QtTest/qtest.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr int kPeers = 8;
const QString kRoom = u"lobby"_s;

qsizetype acked(const SocketPeers &peers)
{
    qsizetype sum = 0;
    for (const auto &each : peers)
        sum += each->peer.acked.size();
    return sum;
}

int least(const SocketPeers &peers, int ChatPeer::*count)
{
    int found = peers.front()->peer.*count;
    for (const auto &each : peers)
        found = qMin(found, each->peer.*count);
    return found;
}

} // namespace

class TestChatKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twentyKilledWorkersCostNothing()
    {
        ServerProcess server({u"--gateways"_s, u"2"_s});
        QVERIFY2(server.start(), qPrintable(server.errors()));
        SocketPeers peers;
        // Until both gateways have some.
        QTRY_VERIFY_WITH_TIMEOUT(add(peers, server), kPatienceMs);
        for (const auto &each : peers)
            each->talk(kRoom, 3);

        for (int round = 1; round <= 20; ++round) {
            const qsizetype before = acked(peers);
            QTRY_VERIFY_WITH_TIMEOUT(acked(peers) > before + 20, kPatienceMs); // under load
            const int resumed = least(peers, &ChatPeer::resumed);
            const qint64 pid = ServerProcess::pidOf(server.service(u"chat"_s));
            QVERIFY(pid > 0);
            QCOMPARE(::kill(pid_t(pid), SIGKILL), 0);
            QTRY_VERIFY2_WITH_TIMEOUT(least(peers, &ChatPeer::resumed) > resumed,
                                      qPrintable(server.errors()), kPatienceMs);
            // A replacement in good order between two kills; it also makes the supervisor forget
            // them, which would wait longer before each next start.
            const int again = least(peers, &ChatPeer::resumed);
            restartChat(server);
            QTRY_VERIFY_WITH_TIMEOUT(least(peers, &ChatPeer::resumed) > again, kPatienceMs);
        }
        for (const auto &each : peers)
            each->talk(kRoom, 0);
        QTRY_VERIFY_WITH_TIMEOUT(areAtRest(peers, kRoom), kPatienceMs);
        for (const auto &each : peers)
            QCOMPARE(each->closed, 0);
        checkMembers(peers, server);
        QCOMPARE(server.stop(), 0);
        comparePeers(peers, kRoom, messagesOnDisk(server.dataDir(), kRoom));
    }

    void aKilledServerComesBackWithEverythingAcknowledged()
    {
        ServerProcess server({u"--gateways"_s, u"2"_s});
        QVERIFY2(server.start(), qPrintable(server.errors()));
        SocketPeers peers;
        QTRY_VERIFY_WITH_TIMEOUT(add(peers, server), kPatienceMs);
        for (int round = 0; round < 3; ++round) {
            for (const auto &each : peers)
                each->talk(kRoom, 3);
            const qsizetype before = acked(peers);
            QTRY_VERIFY_WITH_TIMEOUT(acked(peers) > before + 100, kPatienceMs);
            server.kill();
            for (const auto &each : peers)
                QTRY_COMPARE_WITH_TIMEOUT(each->closed, round + 1, kPatienceMs);
            QVERIFY2(server.start(), qPrintable(server.errors()));
            for (const auto &each : peers)
                each->socket.open(server.webSocketUrl(u"/chat"_s));
            QTRY_VERIFY_WITH_TIMEOUT(
                std::all_of(peers.begin(), peers.end(),
                            [](const auto &each) { return each->peer.rooms.value(kRoom).joined; }),
                kPatienceMs);
        }
        for (const auto &each : peers)
            each->talk(kRoom, 0);
        QTRY_VERIFY_WITH_TIMEOUT(areAtRest(peers, kRoom), kPatienceMs);
        QCOMPARE(server.stop(), 0);
        comparePeers(peers, kRoom, messagesOnDisk(server.dataDir(), kRoom));
    }

private:
    /// Adds clients until there are enough, and some on either gateway.
    static bool add(SocketPeers &peers, const ServerProcess &server)
    {
        const bool allIn = std::all_of(peers.begin(), peers.end(),
                                       [](const auto &each) { return each->peer.idle(); });
        if (!allIn)
            return false;
        const auto clients = [&](int slot) {
            return server.gateway(slot).value("clients"_L1).toInt();
        };
        if (peers.size() >= kPeers && clients(1) > 0 && clients(2) > 0)
            return true;
        peers.push_back(std::make_unique<SocketPeer>(
            u"Peer %1"_s.arg(QChar(u'A' + int(peers.size()))), server.webSocketUrl(u"/chat"_s)));
        peers.back()->peer.join(kRoom);
        return false;
    }

    static void restartChat(const ServerProcess &server)
    {
        QProcess ctl;
        ctl.start(ServerProcess::program(u"lanroomctl"_s),
                  {u"--data"_s, server.dataDir(), u"restart"_s, u"chat"_s});
        QTRY_COMPARE_WITH_TIMEOUT(ctl.state(), QProcess::NotRunning, kPatienceMs);
        QVERIFY2(ctl.exitCode() == 0, ctl.readAllStandardError().constData());
    }

    /// The service knows exactly those who are there.
    static void checkMembers(const SocketPeers &peers, const ServerProcess &server)
    {
        SocketPeer newcomer(u"Newcomer"_s, server.webSocketUrl(u"/chat"_s));
        QSet<QString> members;
        connect(&newcomer.socket, &QWebSocket::textMessageReceived, &newcomer,
                [&](const QString &text) {
                    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
                    if (object.value("type"_L1) == "joined"_L1) {
                        for (const QJsonValue &member : object.value("members"_L1).toArray())
                            members.insert(member["name"_L1].toString());
                    }
                });
        newcomer.peer.join(kRoom);
        QTRY_VERIFY_WITH_TIMEOUT(!members.isEmpty(), kPatienceMs);
        QSet<QString> expected{u"Newcomer"_s};
        for (const auto &each : peers)
            expected.insert(each->peer.name);
        QCOMPARE(members, expected);
    }
};

QTEST_GUILESS_MAIN(TestChatKill)
#include "tst_chat_kill.moc"
