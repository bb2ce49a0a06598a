// SPDX-License-Identifier: LGPL-3.0-or-later
//
// bench_database [seconds [rounds]]: queries per second through <lanroom/database.h> from 1, 8 and
// 64 threads that each wait for a result before they ask again, and from one event loop with 64
// under way, as a service does it. Beside it the raw driver: Qt Sql, with a connection and prepared
// statements for each thread. Both databases are durable (fsync), in a temporary folder. Prints a
// table.
#include "support/postgres_server.h"

#include <lanroom/database.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qeventloop.h>
#include <QtCore/qtimer.h>
#include <QtCore/quuid.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdio>
#include <functional>
#include <thread>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int kNotes = 10'000; // to be read
constexpr int kAhead = 64;     // under way of an event loop

enum class Work { Read, Write };
constexpr Sql kRead("SELECT text FROM note WHERE id = ?");
constexpr Sql kWrite("INSERT INTO written (text) VALUES (?)");

/// Does one query and says whether it went well; number differs from call to call.
using Query = std::function<bool(int number)>;
/// Prepares a thread for its queries, on that thread.
using Prepare = std::function<Query()>;

struct Rate
{
    double perSecond = 0;
    qint64 failed = 0;
};

Rate fromThreads(int threads, double seconds, const Prepare &prepare)
{
    std::atomic<bool> stop = false;
    std::atomic<qint64> done = 0;
    std::atomic<qint64> failed = 0;
    std::barrier start(threads + 1);
    std::vector<std::thread> all;
    for (int thread = 0; thread < threads; ++thread) {
        all.emplace_back([&, thread] {
            const Query query = prepare();
            start.arrive_and_wait();
            for (int number = thread; !stop; number += threads)
                ++(query(number) ? done : failed);
        });
    }
    start.arrive_and_wait();
    QElapsedTimer time;
    time.start();
    QThread::usleep(static_cast<unsigned long>(seconds * 1e6));
    stop = true;
    const double took = double(time.nsecsElapsed()) / 1e9;
    const qint64 counted = done;
    for (std::thread &each : all)
        each.join();
    return {double(counted) / took, failed};
}

Rate fromEventLoop(double seconds, const Database &database, Work work)
{
    QEventLoop loop;
    qint64 done = 0;
    qint64 failed = 0;
    int number = 0;
    int underWay = kAhead;
    bool stop = false;
    QElapsedTimer time;
    const std::function<void()> next = [&] {
        const int value = number++;
        const auto heard = [&](const Result<Rows> &rows) {
            ++(rows ? done : failed);
            if (!stop)
                QMetaObject::invokeMethod(&loop, next, Qt::QueuedConnection);
            else if (--underWay == 0)
                loop.quit();
        };
        if (work == Work::Read)
            database.read(kRead, value % kNotes + 1).then(heard);
        else
            database.write(kWrite, QString::number(value)).then(heard);
    };
    double took = 0;
    qint64 counted = 0;
    QTimer::singleShot(int(seconds * 1000), &loop, [&] {
        took = double(time.nsecsElapsed()) / 1e9;
        counted = done;
        stop = true;
    });
    time.start();
    for (int i = 0; i < kAhead; ++i)
        QMetaObject::invokeMethod(&loop, next, Qt::QueuedConnection);
    loop.exec();
    return {double(counted) / took, failed};
}

Prepare throughBinding(const DatabaseHandle &database, Work work)
{
    return [database, work]() -> Query {
        if (work == Work::Read)
            return [database](int number) {
                return database.read(kRead, number % kNotes + 1).result().ok();
            };
        return [database](int number) {
            return database.write(kWrite, QString::number(number)).result().ok();
        };
    };
}

/// A thread's own connection and statement, as a program has them that knows nothing of the others.
class RawConnection
{
public:
    RawConnection(const Storage::Description &description, Work work)
        : m_name(QUuid::createUuid().toString())
    {
        const bool isSqlite = description.kind == Storage::Description::Kind::Sqlite;
        m_database = QSqlDatabase::addDatabase(isSqlite ? u"QSQLITE"_s : u"QPSQL"_s, m_name);
        m_database.setDatabaseName(isSqlite ? description.place : description.database);
        m_database.setHostName(isSqlite ? QString() : description.place);
        m_database.setUserName(description.user);
        if (isSqlite)
            m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
        if (!m_database.open())
            qFatal("%s", qPrintable(m_database.lastError().text()));
        if (isSqlite) {
            m_database.exec(u"PRAGMA journal_mode = WAL"_s);
            m_database.exec(u"PRAGMA synchronous = FULL"_s);
        }
        m_query = std::make_unique<QSqlQuery>(m_database);
        m_query->setForwardOnly(true);
        m_query->prepare(QString::fromLatin1(work == Work::Read ? kRead.text() : kWrite.text()));
    }
    ~RawConnection()
    {
        m_query.reset();
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
    bool query(const QVariant &value, Work work)
    {
        m_query->bindValue(0, value);
        const bool done = m_query->exec() && (work == Work::Write || m_query->next());
        m_query->finish();
        return done;
    }

private:
    const QString m_name;
    QSqlDatabase m_database;
    std::unique_ptr<QSqlQuery> m_query;
};

Prepare raw(const Storage::Description &description, Work work)
{
    return [description, work]() -> Query {
        const auto connection = std::make_shared<RawConnection>(description, work);
        return [connection, work](int number) {
            return connection->query(work == Work::Read ? QVariant(number % kNotes + 1)
                                                        : QVariant(QString::number(number)),
                                     work);
        };
    };
}

Rate median(int rounds, const std::function<Rate()> &measure)
{
    std::vector<Rate> rates;
    for (int round = 0; round < rounds; ++round)
        rates.push_back(measure());
    std::sort(rates.begin(), rates.end(),
              [](const Rate &a, const Rate &b) { return a.perSecond < b.perSecond; });
    return rates[rates.size() / 2];
}

void print(const char *database, const char *work, const char *from, const Rate &binding,
           const std::optional<Rate> &control)
{
    const QByteArray beside = control ? QByteArray::number(qRound64(control->perSecond)) : "";
    const QByteArray failed = control && control->failed > 0
                                  ? ", " + QByteArray::number(control->failed) + " failed"
                                  : "";
    std::printf("| %s | %s | %s | %lld%s | %s%s |\n", database, work, from,
                qRound64(binding.perSecond), binding.failed ? " (some failed)" : "",
                beside.constData(), failed.constData());
    std::fflush(stdout);
}

/// Fills a fresh database and measures everything with it.
void measure(const char *name, const QString &text, const QString &folder, double seconds,
             int rounds)
{
    const Result<Storage::Description> description = Storage::Description::parse(text, folder);
    const Database database(text, {.folder = folder});
    const auto filled = database.write([](Connection &connection) -> Result<void> {
        Result<void> made = connection.execute("CREATE TABLE written (text TEXT)");
        if (made)
            made = connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)");
        for (int i = 1; made && i <= kNotes; ++i)
            made = connection.execute("INSERT INTO note VALUES (?, ?)", i, QString::number(i));
        return made;
    });
    while (!filled.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    if (!filled.result())
        qFatal("%s", qPrintable(filled.result().error().message));
    for (const Work work : {Work::Read, Work::Write}) {
        const char *what = work == Work::Read ? "read" : "write";
        for (const int threads : {1, 8, 64}) {
            const Rate binding = median(rounds, [&] {
                return fromThreads(threads, seconds, throughBinding(database, work));
            });
            const Rate control = median(
                rounds, [&] { return fromThreads(threads, seconds, raw(*description, work)); });
            print(name, what, QByteArray::number(threads) + (threads == 1 ? " thread" : " threads"),
                  binding, control);
        }
        const Rate loop = median(rounds, [&] { return fromEventLoop(seconds, database, work); });
        print(name, what, "an event loop, 64 under way", loop, std::nullopt);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const double seconds = argc > 1 ? QByteArray(argv[1]).toDouble() : 2;
    const int rounds = argc > 2 ? QByteArray(argv[2]).toInt() : 3;
    const QTemporaryDir folder;
    std::printf("| database | queries | from | through the binding, per s | raw driver, per s |\n"
                "|---|---|---|---:|---:|\n");
    measure("SQLite", u"sqlite:bench.db"_s, folder.path(), seconds, rounds);
    Test::PostgresServer server(0, true);
    if (!server.isInstalled() || !server.start())
        qFatal("PostgreSQL does not start");
    measure("PostgreSQL", server.newDatabase(), {}, seconds, rounds);
    measure("PostgreSQL, connections=16", server.newDatabase(u"&connections=16"_s), {}, seconds,
            rounds);
    return 0;
}
