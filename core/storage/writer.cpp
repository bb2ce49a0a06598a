// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/writer.h"

#include "base/clock.h"
#include "storage/database_lock.h"
#include "storage/home.h"
#include "storage/log.h"
#include "storage/transaction.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qstorageinfo.h>
#include <QtCore/qthread.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

constexpr qint64 kLeastRoom = 256 * 1024; // for a new database and the log of its first migration
constexpr int kLookMs = 500;
constexpr int kTryMs = 5000; // while writing fails and nobody writes

bool isDiskFull(const QString &database)
{
    const QStorageInfo disk(QFileInfo(database).absolutePath());
    return disk.isReady() && disk.bytesAvailable() < kLeastRoom;
}

/// Why it cannot be opened now, where that is for somebody else to end; else empty.
QString hindrance(const QString &database, const Error &error, bool isLockOurs)
{
    if (isDiskFull(database))
        return u"the disk is full: %1 is opened as soon as there is room"_s.arg(database);
    // Not one that holds our lock: that is a service like this one, and may go on for ever.
    if (isLockOurs && error.code == ErrorCode::Busy)
        return u"another program writes into %1: it is opened as soon as that ends"_s.arg(database);
    return {};
}

qint64 nowMs()
{
    return systemClock().monotonicMs();
}

} // namespace

void Writer::run()
{
    std::unique_ptr<FileLock> lock; // outlives the connection
    Result<std::unique_ptr<Connection>> connection = openWhenItCanBe(lock);
    if (connection) {
        m_shared.opening.set_value(std::nullopt);
        work(**connection);
    } else {
        m_shared.opening.set_value(connection.error());
        while (JobPtr job = m_shared.line.take())
            refuse(std::move(job), connection.error());
    }
    m_shared.readersAtWork.wait();
}

/// A full disk, or a program that looks at the file, is the operator's to mend, and nobody should have to
/// restart the service after it.
Result<std::unique_ptr<Connection>> Writer::openWhenItCanBe(std::unique_ptr<FileLock> &lock)
{
    for (bool told = false;; told = true) {
        Result<std::unique_ptr<Connection>> connection = open(lock);
        const QString why = connection ? QString()
                                       : hindrance(m_description.place, connection.error(), lock != nullptr);
        m_shared.trouble.set(why);
        if (why.isEmpty() || m_shared.stopping)
            return connection;
        if (!told)
            qCWarning(lcStorage).noquote() << why;
        QThread::msleep(kLookMs);
        lock.reset();
    }
}

Result<std::unique_ptr<Connection>> Writer::open(std::unique_ptr<FileLock> &lock)
{
    Result<std::unique_ptr<FileLock>> locked =
        lockDatabase(m_description.place, m_schema.waitMs, m_shared.stopping);
    if (!locked)
        return locked.error();
    lock = std::move(*locked);
    Result<std::unique_ptr<Connection>> connection =
        Connection::open(m_description, Connection::Mode::Write);
    if (!connection)
        return connection;
    if (Result<void> migrated = migrate(**connection, m_schema); !migrated)
        return migrated.error();
    // SQLite makes its log with the first that is read.
    if (Result<qint64> read = (*connection)->number((*connection)->dialect().version); !read)
        return read.error();
    return connection;
}

void Writer::work(Connection &connection)
{
    const DatabaseFiles files(m_description.place);
    Batch batch(connection, files);
    GroupCommit policy{GroupCommit::Limits()};
    for (;;) {
        if (JobPtr job = next(batch, policy))
            serve(connection, batch, policy, std::move(job));
        else if (!batch.isEmpty())
            commit(batch, policy);
        else if (m_shared.line.isOver())
            break;
        else
            batch.tryToWrite(nowMs());
        m_shared.trouble.set(batch.trouble());
    }
    // Whoever opens that name next finds an empty database, or another one, and could not tell.
    if (const QString lost = files.lost(); !lost.isNull())
        qCCritical(lcStorage).noquote()
            << lost << "was removed or replaced while it was in use: what was written there is lost";
}

JobPtr Writer::next(const Batch &batch, const GroupCommit &policy)
{
    if (!batch.isEmpty())
        return m_shared.line.takeWithin(policy.waitMs(nowMs()));
    return batch.trouble().isEmpty() ? m_shared.line.take() : m_shared.line.takeWithin(kTryMs);
}

void Writer::serve(Connection &connection, Batch &batch, GroupCommit &policy, JobPtr job)
{
    if (m_shared.stopping) {
        commit(batch, policy);
        refuse(std::move(job), closedError());
    } else if (job->kind() == Job::Kind::Write) {
        batch.run(std::move(job));
        policy.joined(nowMs());
        if (batch.isBroken() || policy.mustCommit(nowMs()))
            commit(batch, policy);
    } else {
        commit(batch, policy);
        runInTransaction(connection, *job);
        Home::send(std::move(job));
    }
}

void Writer::commit(Batch &batch, GroupCommit &policy)
{
    if (batch.isEmpty())
        return;
    Jobs finished = batch.commit(nowMs());
    policy.committed(nowMs());
    for (JobPtr &job : finished)
        Home::send(std::move(job));
}

} // namespace Lanroom::Storage
