// SPDX-License-Identifier: LGPL-3.0-or-later
//
// More clients, with more session each, than a link may have on its way at once: all of them go to the
// next worker, when theirs dies and when it is replaced.
#include "link/channel.h"
#include "support/ctl.h"
#include "support/swarm.h"

#include <QtCore/qfile.h>
#include <QtTest/qtest.h>

#include <sys/resource.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr std::size_t kClients = 5'000;
constexpr qsizetype kSessionBytes = 4'000; // of "heavy" in moody_service
static_assert(qsizetype(kClients) * kSessionBytes > Link::Channel::kDefaultMaxQueuedBytes);

} // namespace

class tst_ManyResumed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        rlimit files{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &files), 0);
        if (files.rlim_max < 2 * kClients)
            QSKIP("a process may not have as many descriptors here");
        files.rlim_cur = files.rlim_max;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &files), 0);

        QVERIFY(QFile::copy(ServerProcess::program(u"moody_service"_s), m_folder.filePath(u"moody"_s)));
        QFile manifest(m_folder.filePath(u"moody.service.json"_s));
        QVERIFY(manifest.open(QFile::WriteOnly));
        manifest.write(R"({"name": "moody", "path": "/moody", "command": ["moody"]})");
        manifest.close();
        m_server = std::make_unique<ServerProcess>(
            QStringList{u"--gateways"_s, u"1"_s, u"--set"_s, u"services.folder="_s + m_folder.path(),
                        u"--set"_s, u"services.off=chat,relay"_s});
        QVERIFY2(m_server->start(), qPrintable(m_server->errors()));

        m_swarm = std::make_unique<Swarm>(m_server->port());
        for (std::size_t i = 0; i < kClients; ++i)
            QVERIFY(m_swarm->join("/moody"));
        for (std::size_t i = 0; i < kClients; ++i)
            QVERIFY(m_swarm->send(i, frame(kText, "heavy")));
        hearEveryone("1");
    }

    void theWorkerDies()
    {
        ::kill(pid_t(ServerProcess::pidOf(m_server->service(u"moody"_s))), SIGKILL);
        hearEveryone("resumed 1");
    }

    void theWorkerIsReplaced()
    {
        const CtlAnswer answer = ctl(*m_server, {u"update"_s, u"moody"_s});
        QVERIFY2(answer.status == 0, qPrintable(answer.error));
        hearEveryone("resumed 1");
    }

private:
    void hearEveryone(const QByteArray &word)
    {
        std::size_t heard = 0;
        m_swarm->run(
            kPatienceMs, [&](std::size_t, QByteArrayView payload) { heard += payload == word; },
            [&] { return heard == kClients; });
        QCOMPARE(heard, kClients);
        QCOMPARE(m_swarm->gone(), std::size_t(0));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Swarm> m_swarm;
};

QTEST_GUILESS_MAIN(tst_ManyResumed)
#include "tst_many_resumed.moc"
