// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Services that take more of the machine than they may are ended with all they started and started
// anew, and those of other services notice nothing.
#include "support/bad_services.h"

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

class tst_Confinement : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoTakesTooMuchIsStartedAnew()
    {
        runBadServices({{u"leak"_s, "memory_mb", 100, u"MiB of memory, of 100 it may"_s},
                        {u"spin"_s, "cpu_percent", 10, u"% of a processor core"_s},
                        {u"hang"_s, "memory_mb", 100, u"stopped responding"_s},
                        {u"hidden-children"_s, "processes", 8, u"processes, of 8 it may"_s}});
    }

    void workersCanGainNoPrivilegesAndDumpNoCore()
    {
        ServerProcess server({u"--set"_s, u"services.off=chat,relay"_s});
        QVERIFY2(server.start(), qPrintable(server.errors()));
        for (const qint64 pid : server.workerPids()) {
            QFile status(u"/proc/%1/status"_s.arg(pid));
            QVERIFY(status.open(QFile::ReadOnly));
            QVERIFY(status.readAll().contains("NoNewPrivs:\t1\n"));
            QFile limits(u"/proc/%1/limits"_s.arg(pid));
            QVERIFY(limits.open(QFile::ReadOnly));
            const QByteArray all = limits.readAll().simplified();
            QVERIFY2(all.contains("Max core file size 0 0"), all.constData());
        }
    }
};

QTEST_GUILESS_MAIN(tst_Confinement)
#include "tst_confinement.moc"
