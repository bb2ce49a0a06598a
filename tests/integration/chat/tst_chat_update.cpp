// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The chat's worker replaced while people talk: nobody is cut off, nothing that was acknowledged is
// lost, doubled or out of order, and the successor knows everybody.
#include "support/chat_crowd.h"
#include "support/ctl.h"

#include <QtTest/qtest.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {
constexpr int kPatienceMs = 60'000;
constexpr int kUpdates = 10;
const QString kRoom = u"lobby"_s;
}

class TestChatUpdate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tenUpdatesUnderLoadCostNothing()
    {
        ServerProcess server({u"--gateways"_s, u"2"_s});
        QVERIFY2(server.start(), qPrintable(server.errors()));
        SocketPeers peers;
        QTRY_VERIFY_WITH_TIMEOUT(addCrowd(peers, server, kRoom), kPatienceMs);
        for (const auto &each : peers)
            each->talk(kRoom, 3);

        QList<qint64> pauses;
        for (int round = 1; round <= kUpdates; ++round) {
            const qsizetype before = acked(peers);
            QTRY_VERIFY_WITH_TIMEOUT(acked(peers) > before + 20, kPatienceMs); // under load
            const int resumed = least(peers, &ChatPeer::resumed);
            const qint64 pid = ServerProcess::pidOf(server.service(u"chat"_s));
            const CtlAnswer answer = ctl(server, {u"update"_s, u"chat"_s});
            QVERIFY2(answer.status == 0, qPrintable(answer.error + server.errors()));
            pauses.append(answer.json.value("pause_ms"_L1).toInteger(-1));
            QTRY_VERIFY2_WITH_TIMEOUT(least(peers, &ChatPeer::resumed) > resumed,
                                      qPrintable(server.errors()), kPatienceMs);
            QVERIFY(ServerProcess::pidOf(server.service(u"chat"_s)) != pid);
            QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), kPatienceMs);
        }
        qInfo() << "clients waited, ms:" << pauses;
        for (const auto &each : peers)
            each->talk(kRoom, 0);
        QTRY_VERIFY_WITH_TIMEOUT(areAtRest(peers, kRoom), kPatienceMs);
        for (const auto &each : peers)
            QCOMPARE(each->closed, 0);
        checkMembers(peers, server, kRoom);
        QCOMPARE(server.stop(), 0);
        comparePeers(peers, kRoom, messagesOnDisk(server.dataDir(), kRoom));
    }
};

QTEST_GUILESS_MAIN(TestChatUpdate)
#include "tst_chat_update.moc"
