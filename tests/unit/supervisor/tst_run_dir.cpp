// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/run_dir.h"

#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalserver.h>
#include <QtTest/qtest.h>

#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class tst_RunDir : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isPrivateAndRemovedAtTheEnd()
    {
        QTemporaryDir parent;
        QString path;
        {
            const auto dir = RunDir::createIn(parent.path());
            QVERIFY(dir);
            path = (*dir)->path();
            const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
                | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
            QVERIFY(!(QFileInfo(path).permissions() & others));
            QLocalServer server;
            QVERIFY2(server.listen((*dir)->socketPath(u"control"_s)), qPrintable(server.errorString()));
        }
        QVERIFY(!QFileInfo::exists(path));
    }

    void usesRuntimeDirOfOurs()
    {
        QTemporaryDir runtime; // 0700 by QTemporaryDir
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        const auto dir = RunDir::create();
        QVERIFY(dir);
        QVERIFY((*dir)->path().startsWith(runtime.path() + u'/'));
    }

    void isMadeAnewWhenItWasClearedAway()
    {
        QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toUtf8());
        const auto dir = RunDir::create();
        QVERIFY(dir);
        const QString first = (*dir)->path();
        QCOMPARE((*dir)->restore().value(), false);
        QVERIFY(QDir(first).removeRecursively());
        QCOMPARE((*dir)->restore().value(), true);
        QVERIFY(QFileInfo((*dir)->path()).isDir());
        QVERIFY((*dir)->path() != first);
        QCOMPARE((*dir)->restore().value(), false);
    }

    /// The file that says so may have been cleared away alone, for its age.
    void aLivingServersIsNotRemoved()
    {
        QTemporaryDir parent;
        const auto dir = RunDir::createIn(parent.path());
        QVERIFY(dir);
        QVERIFY(QFile::remove((*dir)->path() + u"/alive"_s));
        const timespec old[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName((*dir)->path()).constData(), old, 0), 0);
        QVERIFY(RunDir::createIn(parent.path()));
        QVERIFY(QFileInfo::exists((*dir)->path()));
        QCOMPARE((*dir)->restore().value(), true); // what was beside it may be gone, too
        QVERIFY(QFileInfo::exists((*dir)->path() + u"/alive"_s));
    }

    void goesToTheTemporaryFolderOtherwise_data()
    {
        QTest::addColumn<QString>("runtime");
        QTest::newRow("unset") << QString();
        QTest::newRow("missing") << u"/nonexistent"_s;
        QTest::newRow("everybody's") << u"/tmp"_s;
        QTest::newRow("too long") << m_long.path();
    }

    void goesToTheTemporaryFolderOtherwise()
    {
        QFETCH(QString, runtime);
        qputenv("XDG_RUNTIME_DIR", runtime.toUtf8());
        const auto dir = RunDir::create();
        QVERIFY2(dir, dir ? "" : qPrintable(dir.error().message));
        QVERIFY((*dir)->path().startsWith(QDir::tempPath() + u"/lanroom-"_s));
        const QString socket = (*dir)->socketPath(QString(RunDir::kMaxNameLength, u'x'));
        QVERIFY(QFile::encodeName(socket).size() <= RunDir::kMaxSocketPath);
    }

    /// Each start removes what it finds without a holder: never what another one is just making.
    void manyStartAtOnce()
    {
        constexpr int kServers = 8;
        constexpr int kStarts = 50;
        QTemporaryDir parent;
        std::atomic<int> homeless = 0;
        {
            std::vector<std::jthread> servers;
            for (int i = 0; i < kServers; ++i) {
                servers.emplace_back([&] {
                    for (int start = 0; start < kStarts; ++start) {
                        const auto dir = RunDir::createIn(parent.path());
                        if (!dir || !QFileInfo::exists((*dir)->path() + u"/alive"_s)) {
                            qWarning().noquote() << (dir ? u"gone"_s : dir.error().message);
                            ++homeless;
                        }
                    }
                });
            }
        }
        QCOMPARE(homeless, 0);
        QVERIFY(QDir(parent.path()).isEmpty());
    }

    void removesWhatKilledServersLeft()
    {
        QTemporaryDir parent;
        const QString left = parent.filePath(u"dead"_s);
        QVERIFY(QDir().mkpath(left));
        QFile alive(left + u"/alive"_s); // not locked by anybody any more
        QVERIFY(alive.open(QFile::WriteOnly));
        const QString beingMade = parent.filePath(u"young"_s);
        QVERIFY(QDir().mkpath(beingMade));

        const auto first = RunDir::createIn(parent.path());
        QVERIFY(first);
        QVERIFY(!QFileInfo::exists(left));
        QVERIFY(QFileInfo::exists(beingMade));
        const auto second = RunDir::createIn(parent.path());
        QVERIFY(second);
        QVERIFY(QFileInfo::exists((*first)->path()));
    }

private:
    QTemporaryDir m_long{QDir::tempPath() + u"/a-folder-whose-name-is-so-long-that-no-socket-fits-XXXXXX"_s};
};

QTEST_GUILESS_MAIN(tst_RunDir)
#include "tst_run_dir.moc"
