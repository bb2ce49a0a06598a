// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/database_place.h"
#include "support/small_disk.h"
#include "support/test_database.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtimer.h>
#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqlquery.h>
#include <QtTest/qtest.h>

#include <atomic>
#include <csignal>
#include <grp.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::await;
using Test::TestDatabase;

namespace {

/// Run as the child of a test: writes notes, says on stdout which are acknowledged, and dies by
/// SIGKILL between the last one's insert and its commit.
int writeAndDie(const QString &directory)
{
    TestDatabase test(directory);
    test.open();
    for (int i = 0; i < 10; ++i) {
        test.database->write(TestDatabase::insert(QString::number(i)))
            .then([i](const Result<qint64> &result) {
                if (result.ok()) {
                    printf("ack %d\n", i);
                    fflush(stdout);
                }
                if (i == 9)
                    QCoreApplication::exit();
            });
    }
    QCoreApplication::exec();
    test.database
        ->write([](Connection &connection) {
            Result<qint64> inserted = TestDatabase::insert(u"last"_s)(connection);
            ::kill(::getpid(), SIGKILL);
            return inserted;
        })
        .then([](const Result<qint64> &) { printf("ack last\n"); });
    return QCoreApplication::exec();
}

/// Run as the child of a test: opens a database that needs three threads while the system gives no more
/// than that many, and says on stdout what becomes of what it is given.
int openWithFewThreads(const QString &directory, int threads)
{
    TestDatabase test(directory);
    // The limit is on all that a user runs, and root has none: so as one who runs nothing else.
    const uid_t nobodyElse = 1'000'000 + uid_t(::getpid());
    const bool isRoot = ::geteuid() == 0;
    const QByteArray folder = QFile::encodeName(directory);
    if (isRoot && (::chown(folder.constData(), nobodyElse, nobodyElse) != 0 || ::setgroups(0, nullptr) != 0 ||
                   ::setresgid(nobodyElse, nobodyElse, nobodyElse) != 0 ||
                   ::setresuid(nobodyElse, nobodyElse, nobodyElse) != 0))
        return 2;
    rlimit before;
    if (::getrlimit(RLIMIT_NPROC, &before) != 0)
        return 2;
    const rlimit limit{isRoot ? rlim_t(threads + 1) : 0, before.rlim_max};
    if (::setrlimit(RLIMIT_NPROC, &limit) != 0)
        return 2;
    test.open(test.options(), u"sqlite:test.db?connections=2"_s);
    const auto tell = [](const char *what, const auto &future) {
        const auto result = await(future);
        printf("%s: %s\n", what, result ? "done" : qPrintable(result.error().message));
    };
    tell("opening", test.opened());
    tell("write", test.database->write(TestDatabase::insert(u"a"_s)));
    tell("read", test.database->read(TestDatabase::count));
    tell("read in order", test.database->readInOrder(TestDatabase::count));
    tell("closing", test.database->close());
    test.database.reset();
    printf("ended\n");
    ::setrlimit(RLIMIT_NPROC, &before); // a sanitizer looks for leaks from a thread of its own
    return 0;
}

std::atomic<int> undoneLines = 0;

void countUndoneLines(QtMsgType, const QMessageLogContext &, const QString &text)
{
    undoneLines += text.contains("writes undone"_L1);
}

QString longText(int number)
{
    return QString::number(number).rightJustified(3000, u'x');
}

} // namespace

class TestDatabaseFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAcknowledgedSurvivesAKillAndNothingElse()
    {
        const QTemporaryDir directory;
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--write-and-die"_s, directory.path()});
        QVERIFY(child.waitForFinished(30'000));
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);
        QCOMPARE(child.readAllStandardOutput().count("ack"), 10);

        TestDatabase test(directory.path());
        test.open();
        QCOMPARE(countOf(test), 10);
    }

    void threadsThatAreMissingFailTheOpening_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("none") << 0;
        QTest::newRow("the writer") << 1;
        QTest::newRow("the writer and a reader") << 2;
        QTest::newRow("all") << 3;
    }
    void threadsThatAreMissingFailTheOpening()
    {
        QFETCH(const int, threads);
        if (threads > 0 && ::geteuid() != 0)
            QSKIP("only root can be somebody of whom nothing else runs");
        const QTemporaryDir directory;
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {u"--few-threads"_s, directory.path(), QString::number(threads)});
        QVERIFY(child.waitForFinished(60'000));
        if (child.exitCode() == 2)
            QSKIP("becoming somebody else needs more rights");
        QCOMPARE(child.exitStatus(), QProcess::NormalExit);
        const bool enough = threads == 3;
        const QByteArray outcome =
            enough ? "done" : QFile::encodeName(directory.path()) +
                                  "/test.db: the system gives no more threads, and 3 are needed";
        QByteArray expected;
        for (const char *what : {"opening", "write", "read", "read in order"})
            expected += what + (": " + outcome) + '\n';
        QCOMPARE(child.readAllStandardOutput(), expected + "closing: done\nended\n");
    }

    void aFullDiskFailsTheWritesOfTheTimeAndNoMore()
    {
        Test::SmallDisk disk(1024);
        if (!disk.isMounted())
            QSKIP("mounting a small disk needs more rights");
        TestDatabase test(disk.path(u""_s));
        test.open();
        failAndRecover(
            test, [&] { return disk.fill(); }, [&] { return disk.makeRoom(); });
    }

    void aFileThatMayNotGrowFailsTheWritesOfTheTimeAndNoMore()
    {
        const QTemporaryDir directory;
        TestDatabase test(directory.path());
        test.open();
        std::signal(SIGXFSZ, SIG_IGN); // write() fails with EFBIG instead
        rlimit before;
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto limit = [before](rlim_t bytes) {
            const rlimit now{bytes, before.rlim_max};
            return ::setrlimit(RLIMIT_FSIZE, &now) == 0;
        };
        failAndRecover(
            test, [&] { return limit(128 * 1024); }, [&] { return limit(before.rlim_cur); });
    }

    void anotherProgramsLockIsWaitedForOnce()
    {
        const QTemporaryDir directory;
        TestDatabase test(directory.path());
        test.open();
        QVERIFY(await(test.database->opened()).ok());
        auto stranger = Stranger::lock(directory.path());
        QList<Result<qint64>> results;
        for (int i = 0; i < 20; ++i)
            test.database->write(TestDatabase::insert(QString::number(i)))
                .then([&results](const Result<qint64> &result) { results.append(result); });
        QTRY_COMPARE_WITH_TIMEOUT(results.size(), 20, 30'000); // and not 5 s for each of them
        for (const Result<qint64> &result : std::as_const(results))
            QVERIFY(!result && result.error().code == ErrorCode::Storage);
        stranger.reset();
        QVERIFY(await(test.database->write(TestDatabase::insert(u"free"_s))).ok());
        // From then on locks are waited for again.
        stranger = Stranger::lock(directory.path());
        results.clear();
        test.database->write(TestDatabase::insert(u"waits"_s)).then([&results](const Result<qint64> &result) {
            results.append(result);
        });
        QTimer::singleShot(500, this, [&stranger] { stranger.reset(); });
        QTRY_COMPARE_WITH_TIMEOUT(results.size(), 1, 30'000);
        QVERIFY(results.first().ok());
    }

    void anotherProgramsLockPutsTheOpeningOff()
    {
        const QTemporaryDir directory;
        TestDatabase test(directory.path());
        test.open();
        QVERIFY(await(test.database->opened()).ok());
        test.database.reset();
        auto stranger = Stranger::lock(directory.path());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"another program writes into .*test.db: it is opened as soon as that ends"_s));
        test.open();
        const QFuture<Result<void>> opened = test.database->opened();
        QTimer::singleShot(7'000, this, [&stranger] { stranger.reset(); }); // longer than SQLite itself waits
        QTRY_VERIFY_WITH_TIMEOUT(opened.isFinished(), 30'000);
        QVERIFY(opened.result().ok());
        QVERIFY(!stranger);
    }

private:
    /// A program of somebody else that has begun to write into the database, and does not end.
    class Stranger
    {
    public:
        static std::unique_ptr<Stranger> lock(const QString &directory)
        {
            auto stranger = std::make_unique<Stranger>();
            stranger->m_database.setDatabaseName(directory + u"/test.db"_s);
            QSqlQuery query(stranger->m_database.open() ? QSqlQuery(stranger->m_database) : QSqlQuery());
            return query.exec(u"BEGIN IMMEDIATE"_s) ? std::move(stranger) : nullptr;
        }
        ~Stranger()
        {
            m_database.close();
            m_database = {};
            QSqlDatabase::removeDatabase(u"stranger"_s);
        }

    private:
        QSqlDatabase m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"stranger"_s);
    };

    /// Every note acknowledged before, while and after the disk is full is there, no other is, and
    /// the writer goes on by itself.
    static void failAndRecover(TestDatabase &test, const std::function<bool()> &fill,
                               const std::function<bool()> &makeRoom)
    {
        int next = 0;
        int acknowledged = 0;
        int failed = 0;
        const auto write = [&] {
            test.database->write(TestDatabase::insert(longText(next++)))
                .then([&](const Result<qint64> &result) {
                    if (result.ok()) {
                        QCOMPARE(*result, ++acknowledged); // ids without a gap
                    } else {
                        QCOMPARE(result.error().code, ErrorCode::Storage);
                        ++failed;
                    }
                });
        };
        for (int i = 0; i < 10; ++i)
            write();
        QTRY_COMPARE(acknowledged, 10);

        QVERIFY(fill());
        undoneLines = 0;
        const QtMessageHandler before = qInstallMessageHandler(countUndoneLines);
        for (int i = 0; i < 100; ++i)
            write();
        QTRY_COMPARE(acknowledged + failed, 110);
        qInstallMessageHandler(before);
        QVERIFY(failed > 0);
        QCOMPARE(undoneLines.load(), 1); // and not one for each of them

        QVERIFY(makeRoom());
        const int good = acknowledged;
        for (int i = 0; i < 10; ++i)
            write();
        QTRY_COMPARE(acknowledged, good + 10);
        QCOMPARE(countOf(test), acknowledged);
    }

    static qint64 countOf(TestDatabase &test)
    {
        const QFuture<Result<qint64>> rows = test.database->readInOrder(TestDatabase::count);
        [&] { QTRY_VERIFY(rows.isFinished()); }();
        return rows.isFinished() && rows.result() ? *rows.result() : -1;
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() == 3 && arguments.at(1) == "--write-and-die"_L1)
        return writeAndDie(arguments.at(2));
    if (arguments.size() == 4 && arguments.at(1) == "--few-threads"_L1)
        return openWithFewThreads(arguments.at(2), arguments.at(3).toInt());
    TestDatabaseFailures test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_database_failures.moc"
