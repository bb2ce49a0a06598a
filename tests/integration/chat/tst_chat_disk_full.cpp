// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The disk fills up under a real server with people talking: messages are refused, none that was
// acknowledged is lost, and it goes on by itself when there is space again.
#include "support/ctl.h"
#include "support/server_process.h"
#include "support/small_disk.h"
#include "support/socket_peer.h"

#include <QtCore/qdir.h>
#include <QtTest/qtest.h>

#include <sys/resource.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
const QString kRoom = u"lobby"_s;

} // namespace

class TestChatDiskFull : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesAndGoesOn()
    {
        SmallDisk disk(16 * 1024);
        if (!disk.isMounted())
            QSKIP("mounting a small disk needs more rights");
        ServerProcess server;
        server.setDataDir(disk.path(u"data"_s));
        refuseAndGoOn(server, [&](qint64) { return disk.fill(); }, [&](qint64) { return disk.makeRoom(); });
    }

    void aLimitOnFilesIsLikeAFullDisk()
    {
        ServerProcess server;
        rlimit before;
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto limit = [&before](qint64 worker, rlim_t bytes) {
            const rlimit now{bytes, before.rlim_max};
            return ::prlimit(pid_t(worker), RLIMIT_FSIZE, &now, nullptr) == 0;
        };
        refuseAndGoOn(
            server, [&](qint64 worker) { return limit(worker, 16 * 1024); },
            [&](qint64 worker) { return limit(worker, before.rlim_cur); });
    }

    void startsAsSoonAsThereIsRoom()
    {
        SmallDisk disk(1024);
        if (!disk.isMounted())
            QSKIP("mounting a small disk needs more rights");
        ServerProcess server;
        server.setDataDir(disk.path(u"data"_s));
        QVERIFY(QDir().mkpath(server.dataDir()) && disk.fill());
        QFile filler(disk.path(u"filler"_s));
        QVERIFY(filler.resize(filler.size() - 20 * 1024)); // for the small files, not for a database
        server.launch();
        QString log;
        QTRY_VERIFY2_WITH_TIMEOUT((log += server.errors()).contains(u"the disk is full"_s),
                                  qPrintable(log), kPatienceMs);
        QVERIFY(disk.makeRoom());
        QTRY_VERIFY2_WITH_TIMEOUT((log += server.errors()).contains(u"chat serves"_s),
                                  qPrintable(log), kPatienceMs);
        QVERIFY2(!log.contains(u"starts again"_s), qPrintable(log));
        QCOMPARE(server.stop(), 0);
    }

    void theOperatorFindsTheServerOnceThereIsRoom()
    {
        SmallDisk disk(1024);
        if (!disk.isMounted())
            QSKIP("mounting a small disk needs more rights");
        ServerProcess server;
        server.setDataDir(disk.path(u"data"_s));
        QVERIFY2(server.start(), qPrintable(server.errors())); // leaves the small files there
        QCOMPARE(server.stop(), 0);
        QVERIFY(disk.fill());
        server.launch();
        QString log;
        QTRY_VERIFY2_WITH_TIMEOUT((log += server.errors()).contains(u"it is tried again"_s),
                                  qPrintable(log), kPatienceMs);
        QVERIFY(disk.makeRoom());
        QTRY_COMPARE_WITH_TIMEOUT(ctl(server, {u"status"_s}).status, 0, kPatienceMs);
        QCOMPARE(server.stop(), 0);
    }

private:
    /// fill and makeRoom are told the chat's process.
    static void refuseAndGoOn(ServerProcess &server, const std::function<bool(qint64)> &fill,
                              const std::function<bool(qint64)> &makeRoom)
    {
        QVERIFY2(server.start(), qPrintable(server.errors()));
        SocketPeers peers;
        for (const char *name : {"Ada", "Bob", "Cem"}) {
            peers.push_back(std::make_unique<SocketPeer>(QLatin1StringView(name),
                                                         server.webSocketUrl(u"/chat"_s)));
            peers.back()->peer.join(kRoom);
        }
        const auto allOf = [&](auto fits) {
            return std::all_of(peers.begin(), peers.end(),
                               [&](const auto &each) { return fits(*each); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(allOf([](SocketPeer &each) { return each.peer.idle(); }),
                                 kPatienceMs);
        const qint64 worker = ServerProcess::pidOf(server.service(u"chat"_s));

        for (const auto &each : peers)
            each->talk(kRoom, 4, 3000);
        QTRY_VERIFY_WITH_TIMEOUT(
            allOf([](SocketPeer &each) { return each.peer.acked.size() > 20; }), kPatienceMs);
        QVERIFY(fill(worker));
        QTRY_VERIFY_WITH_TIMEOUT(allOf([](SocketPeer &each) { return each.peer.refused > 0; }),
                                 kPatienceMs);

        // The operator is told, also that it is over, though nobody writes any more.
        const auto trouble = [&server] { return server.service(u"chat"_s).value("trouble"_L1).toString(); };
        QTRY_VERIFY_WITH_TIMEOUT(!trouble().isEmpty(), kPatienceMs);
        QVERIFY(server.health().value("status"_L1).toString() != u"ok"_s);
        for (const auto &each : peers)
            each->talk(kRoom, 0);
        QVERIFY(makeRoom(worker));
        QTRY_COMPARE_WITH_TIMEOUT(trouble(), QString(), kPatienceMs);
        QCOMPARE(server.health().value("status"_L1).toString(), u"ok"_s);
        for (const auto &each : peers)
            each->peer.repeatPending();
        QTRY_VERIFY_WITH_TIMEOUT(areAtRest(peers, kRoom), kPatienceMs);
        QCOMPARE(ServerProcess::pidOf(server.service(u"chat"_s)), worker);
        for (const auto &each : peers)
            QCOMPARE(each->closed, 0);
        QCOMPARE(server.stop(), 0);
        comparePeers(peers, kRoom, messagesOnDisk(server.dataDir(), kRoom));
    }
};

QTEST_GUILESS_MAIN(TestChatDiskFull)
#include "tst_chat_disk_full.moc"
