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

namespace Lanroom::Storage {

namespace {

constexpr qint64 kLeastRoom = 256 * 1024; // for a new database and the log of its first migration
constexpr int kRoomLookMs = 500;

bool isDiskFull(const QString &database)
{
    const QStorageInfo disk(QFileInfo(database).absolutePath());
    return disk.isReady() && disk.bytesAvailable() < kLeastRoom;
}

qint64 nowMs()
{
    return systemClock().monotonicMs();
}

} // namespace

void Writer::run()
{
    std::unique_ptr<FileLock> lock; // outlives the connection
    Result<std::unique_ptr<Connection>> connection = openWhenThereIsRoom(lock);
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

/// A full disk is the operator's to mend, and nobody should have to restart the service after it.
Result<std::unique_ptr<Connection>> Writer::openWhenThereIsRoom(std::unique_ptr<FileLock> &lock)
{
    Result<std::unique_ptr<Connection>> connection = open(lock);
    for (bool told = false; !connection && isDiskFull(m_description.place) && !m_shared.stopping;
         told = true) {
        if (!told) {
            qCWarning(lcStorage).noquote() << "the disk is full:" << m_description.place
                                           << "is opened as soon as there is room";
        }
        QThread::msleep(kRoomLookMs);
        lock.reset();
        connection = open(lock);
    }
    return connection;
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
    return connection;
}

void Writer::work(Connection &connection)
{
    Batch batch(connection);
    GroupCommit policy{GroupCommit::Limits()};
    for (;;) {
        JobPtr job = batch.isEmpty() ? m_shared.line.take()
                                     : m_shared.line.takeWithin(policy.waitMs(nowMs()));
        if (job)
            serve(connection, batch, policy, std::move(job));
        else if (batch.isEmpty())
            return; // the line is finished
        else
            commit(batch, policy);
    }
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
    Jobs finished = batch.commit();
    policy.committed(nowMs());
    for (JobPtr &job : finished)
        Home::send(std::move(job));
}

} // namespace Lanroom::Storage
