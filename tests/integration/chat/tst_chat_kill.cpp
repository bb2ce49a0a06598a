// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The chat's worker, and the whole server, killed under load: nobody is cut off by the one, and
// nothing that was acknowledged is lost, doubled or out of order by either.
#include "support/chat_crowd.h"
#include "support/ctl.h"

#include <QtTest/qtest.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
const QString kRoom = u"lobby"_s;

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
        QTRY_VERIFY_WITH_TIMEOUT(addCrowd(peers, server, kRoom), kPatienceMs);
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
            QCOMPARE(ctl(server, {u"restart"_s, u"chat"_s}).status, 0);
            QTRY_VERIFY_WITH_TIMEOUT(least(peers, &ChatPeer::resumed) > again, kPatienceMs);
        }
        for (const auto &each : peers)
            each->talk(kRoom, 0);
        QTRY_VERIFY_WITH_TIMEOUT(areAtRest(peers, kRoom), kPatienceMs);
        for (const auto &each : peers)
            QCOMPARE(each->closed, 0);
        checkMembers(peers, server, kRoom);
        QCOMPARE(server.stop(), 0);
        comparePeers(peers, kRoom, messagesOnDisk(server.dataDir(), kRoom));
    }

    void aKilledServerComesBackWithEverythingAcknowledged()
    {
        ServerProcess server({u"--gateways"_s, u"2"_s});
        QVERIFY2(server.start(), qPrintable(server.errors()));
        SocketPeers peers;
        QTRY_VERIFY_WITH_TIMEOUT(addCrowd(peers, server, kRoom), kPatienceMs);
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

};

QTEST_GUILESS_MAIN(TestChatKill)
#include "tst_chat_kill.moc"
