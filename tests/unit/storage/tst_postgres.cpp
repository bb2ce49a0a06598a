// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What is only PostgreSQL's: the pool, lost connections, several processes that migrate.
#include "storage/home.h"
#include "support/database_place.h"

#include <QtCore/qsemaphore.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qtcpserver.h>

#include <atomic>
#include <thread>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

class TestPostgres : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<PostgresServer>();
        if (!m_server->isInstalled())
            QSKIP("PostgreSQL is not installed");
        QVERIFY(m_server->start());
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_test = std::make_unique<TestDatabase>(m_folder->path());
    }
    void cleanup() { m_test.reset(); }

    void noNumberOfThreadsExceedsThePool()
    {
        constexpr int kPool = 3;
        open(u"&connections=%1"_s.arg(kPool));
        QVERIFY(await(database().opened()).ok());
        std::atomic<int> left = 64;
        std::atomic<int> failed = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 64; ++i) {
            threads.emplace_back([&, handle = DatabaseHandle(database())] {
                for (int query = 0; query < 20; ++query)
                    failed += !handle.read("SELECT pg_sleep(0.001)").result().ok();
                --left;
            });
        }
        const auto admin = m_server->admin();
        qint64 most = 0;
        while (left > 0) {
            const Result<qint64> now = admin->number(
                u"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lanroom'"_s);
            QVERIFY(now.ok());
            most = qMax(most, *now);
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failed.load(), 0);
        QCOMPARE(most, kPool);
    }

    void aRestartLosesNothingThatWasAcknowledged()
    {
        open({});
        QSet<QString> kept;
        QSet<QString> unknown;
        QSet<ErrorCode> codes;
        int next = 0;
        bool stop = false;
        // Each of these four goes on with another note when it has heard of the last.
        std::function<void()> write = [&] {
            if (stop)
                return;
            const QString text = QString::number(next++);
            database()
                .write(TestDatabase::insert(text))
                .then([&, text](const Result<qint64> &result) {
                    (result ? kept : unknown).insert(text);
                    if (!result)
                        codes.insert(result.error().code);
                    QMetaObject::invokeMethod(this, write, Qt::QueuedConnection);
                });
        };
        for (int i = 0; i < 4; ++i)
            write();
        QTRY_VERIFY_WITH_TIMEOUT(kept.size() > 50, 30'000);
        m_server->end();
        QVERIFY(m_server->start());
        const qsizetype before = kept.size();
        QTRY_VERIFY_WITH_TIMEOUT(kept.size() > before + 50, 30'000);
        stop = true;
        QVERIFY(await(database().close()).ok());

        QVERIFY(codes.isEmpty() || codes == QSet<ErrorCode>{ErrorCode::Storage});
        QVERIFY2(unknown.size() <= 4, "more failed than were under way");
        open(m_description);
        const Result<Rows> rows = await(database().read("SELECT text FROM note"));
        QVERIFY(rows.ok());
        QSet<QString> there;
        for (const Rows::Row row : *rows)
            there.insert(row.text(0));
        QVERIFY(there.contains(kept));
        QVERIFY((kept + unknown).contains(there));
    }

    void aJobWhoseConnectionIsLostFailsAndIsNotRepeated()
    {
        open(u"&connections=1"_s);
        QSemaphore begun;
        QSemaphore ended;
        std::atomic<int> runs = 0;
        const auto job = database().write([&](Connection &connection) -> Result<qint64> {
            ++runs;
            (void)TestDatabase::insert(u"a"_s)(connection);
            begun.release();
            ended.acquire();
            return TestDatabase::insert(u"b"_s)(connection);
        });
        QVERIFY(QTest::qWaitFor([&] { return begun.tryAcquire(); }, 30'000));
        endConnections();
        ended.release();
        QCOMPARE(codeOf(await(job)), ErrorCode::Storage);
        QCOMPARE(runs.load(), 1);
        QCOMPARE(*await(database().read(TestDatabase::count)), 0);
    }

    void aLossBetweenJobsIsNotNoticed()
    {
        open(u"&connections=2"_s);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(await(database().write(TestDatabase::insert(QString::number(i)))).ok());
            endConnections();
            QCOMPARE(await(database().read("SELECT * FROM note"))->size(), i + 1);
            endConnections();
        }
    }

    void aServerThatStaysAwayIsAnErrorUntilItIsBack()
    {
        open({});
        QVERIFY(await(database().opened()).ok());
        QString trouble;
        Storage::Home::here()->setTroubleListener(
            [&trouble](const void *, const QString &words) { trouble = words; });
        m_server->end();
        QElapsedTimer time;
        time.start();
        QCOMPARE(codeOf(await(database().write(TestDatabase::insert(u"a"_s)))), ErrorCode::Storage);
        QVERIFY2(time.elapsed() >= 4000, "a restart takes longer than that");
        QTRY_VERIFY(!trouble.isEmpty());
        QVERIFY(m_server->start());
        QTRY_COMPARE_WITH_TIMEOUT(trouble, QString(), 60'000); // without anybody's asking
        Storage::Home::here()->setTroubleListener({});
        int kept = 0;
        for (int i = 0; kept == 0 && time.elapsed() < 60'000; ++i)
            kept += await(database().write(TestDatabase::insert(QString::number(i)))).ok();
        QCOMPARE(kept, 1);
        QCOMPARE(*await(database().read(TestDatabase::count)), 1);
    }

    void manyMigrateAtOnceAndOneDoesIt()
    {
        const QString description = m_server->newDatabase(u"&connections=1"_s);
        std::vector<std::unique_ptr<Database>> all;
        for (int i = 0; i < 6; ++i)
            all.push_back(std::make_unique<Database>(description, m_test->options()));
        for (const auto &each : all) {
            const Result<void> opened = await(each->opened());
            QVERIFY2(opened.ok(), opened ? "" : qPrintable(opened.error().message));
        }
        const Result<Rows> done = await(all[0]->read("SELECT number, name FROM lanroom_schema"));
        QCOMPARE(done->size(), 1);
        QCOMPARE(done->first().text(1), u"note"_s);
    }

    void aNewerSchemaIsRefused()
    {
        open({});
        QVERIFY(await(database().write("INSERT INTO lanroom_schema VALUES (7, 'newer')")).ok());
        open(m_description);
        const Result<void> opened = await(database().opened());
        QCOMPARE(codeOf(opened), ErrorCode::Storage);
        QVERIFY(opened.error().message.contains(u"newer program"_s));
        QCOMPARE(codeOf(await(database().read(TestDatabase::count))), ErrorCode::Storage);
    }

    void aStatementThatTakesTooLongIsEnded()
    {
        open(u"&timeout_s=1"_s);
        QCOMPARE(codeOf(await(database().read("SELECT pg_sleep(30)"))), ErrorCode::Timeout);
        QCOMPARE(*await(database().read(TestDatabase::count)), 0);
    }

    void twoThatWaitForEachOtherAreToldApart()
    {
        open(u"&connections=2"_s);
        QVERIFY(await(database().write("INSERT INTO note (text) VALUES ('a'), ('b')")).ok());
        QSemaphore first;
        QSemaphore second;
        const auto cross = [&](const QString &one, const QString &other, QSemaphore &mine,
                               QSemaphore &theirs) {
            return database().write([=, &mine, &theirs](Connection &connection) -> Result<void> {
                const Sql lock("SELECT id FROM note WHERE text = ? FOR UPDATE");
                (void)connection.query(lock, one);
                mine.release();
                (void)theirs.tryAcquire(1, 30'000);
                return connection.execute(lock, other);
            });
        };
        const auto ab = cross(u"a"_s, u"b"_s, first, second);
        const auto ba = cross(u"b"_s, u"a"_s, second, first);
        const Result<void> one = await(ab);
        const Result<void> other = await(ba);
        QVERIFY(one.ok() != other.ok());
        QCOMPARE(codeOf(one ? other : one), ErrorCode::Busy);
    }

    void aTextWithAZeroIsRefusedAndNotCut()
    {
        open({});
        QCOMPARE(codeOf(await(database().write("INSERT INTO note (text) VALUES (?)",
                                               u"a\0'); DELETE FROM note; --"_s))),
                 ErrorCode::BadRequest);
        QCOMPARE(*await(database().read(TestDatabase::count)), 0);
    }

    void tcpTakesThePasswordAndNoOther()
    {
        // Another may take the port between the two; then there is one more try.
        std::unique_ptr<PostgresServer> server;
        int port = 0;
        for (bool started = false; !started;) {
            QTcpServer probe;
            QVERIFY(probe.listen(QHostAddress::LocalHost));
            port = probe.serverPort();
            probe.close();
            server = std::make_unique<PostgresServer>(port);
            started = server->start();
        }
        const auto ask = [&](const QString &password) {
            DatabaseOptions options = m_test->options();
            options.waitMs = 1000;
            const QString user = PostgresServer::kUser + u':' +
                                 QString::fromLatin1(QUrl::toPercentEncoding(password));
            return std::make_unique<Database>("postgresql://"_L1 + user + "@127.0.0.1:"_L1 +
                                                  QString::number(port) + "/postgres"_L1,
                                              options);
        };
        const auto right = ask(PostgresServer::kPassword);
        QVERIFY(await(right->write(TestDatabase::insert(u"a"_s))).ok());
        const auto wrong = ask(u"guess"_s);
        const Result<void> opened = await(wrong->opened());
        QCOMPARE(codeOf(opened), ErrorCode::Storage);
        QVERIFY2(opened.error().message.contains(u"password authentication failed"_s),
                 qPrintable(opened.error().message));
        QVERIFY(!opened.error().message.contains(u"guess"_s));
    }

private:
    Database &database() { return *m_test->database; }
    /// A fresh database with these options, or one that is there, by its whole description.
    void open(const QString &what)
    {
        m_description = what.startsWith("postgresql:"_L1) ? what : m_server->newDatabase(what);
        m_test->open(m_test->options(), m_description);
    }
    void endConnections()
    {
        QVERIFY(m_server->admin()
                    ->execute(u"SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity"
                              " WHERE application_name = 'lanroom'"_s)
                    .ok());
    }

    std::unique_ptr<PostgresServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestDatabase> m_test;
    QString m_description;
};

QTEST_GUILESS_MAIN(TestPostgres)
#include "tst_postgres.moc"
