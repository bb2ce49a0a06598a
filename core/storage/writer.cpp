// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/writer.h"

#include "storage/connection.h"
#include "storage/database_lock.h"
#include "storage/log.h"
#include "storage/migrations.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qstorageinfo.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

constexpr qint64 kLeastRoom = 256 * 1024; // for a new database and the log of its first migration
constexpr int kRoomLookMs = 500;

bool isDiskFull(const QString &database)
{
    const QStorageInfo disk(QFileInfo(database).absolutePath());
    return disk.isReady() && disk.bytesAvailable() < kLeastRoom;
}

} // namespace

Writer::Writer(const Options &options, const Clock &clock, Deliveries &deliveries, JobPtr opening)
    : m_options(options), m_clock(clock), m_deliveries(deliveries), m_opening(std::move(opening))
{
    setObjectName(u"db-writer"_s);
}

Writer::~Writer()
{
    stop();
    wait();
}

void Writer::stop()
{
    m_stopping = true;
    m_queue.close();
}

void Writer::run()
{
    std::unique_ptr<FileLock> lock; // outlives the connection
    Result<std::unique_ptr<Connection>> connection = openDatabase(lock);
    // A full disk is the operator's to mend, and nobody should have to restart the service after it.
    for (bool told = false; !connection && isDiskFull(m_options.path) && !m_stopping; told = true) {
        if (!told) {
            qCWarning(lcStorage).noquote()
                << "the disk is full:" << m_options.path << "is opened as soon as there is room";
        }
        QThread::msleep(kRoomLookMs);
        lock.reset();
        connection = openDatabase(lock);
    }
    if (!connection) {
        m_opening->fail(connection.error());
        deliver(std::move(m_opening));
        refuse(connection.error());
        return;
    }
    m_opening->run(**connection);
    deliver(std::move(m_opening));
    work(**connection);
}

Result<std::unique_ptr<Connection>> Writer::openDatabase(std::unique_ptr<FileLock> &lock)
{
    Result<std::unique_ptr<FileLock>> locked =
        lockDatabase(m_options.path, m_options.lockWaitMs, m_stopping);
    if (!locked)
        return locked.error();
    lock = std::move(*locked);
    const Result<QList<Migration>> migrations = loadMigrations(m_options.migrations);
    if (!migrations)
        return migrations.error();
    Result<std::unique_ptr<Connection>> connection =
        Connection::open(m_options.path, Connection::Mode::Write);
    if (!connection)
        return connection;
    if (Result<void> migrated = migrate(**connection, *migrations); !migrated)
        return migrated.error();
    return connection;
}

void Writer::work(Connection &connection)
{
    Batch batch(connection);
    GroupCommit policy(m_options.group);
    const auto commit = [&] {
        if (batch.isEmpty())
            return;
        Jobs finished = batch.commit();
        policy.committed(m_clock.monotonicMs());
        m_deliveries.post(std::move(finished));
    };
    while (!m_stopping) {
        JobPtr job = batch.isEmpty() ? m_queue.take()
                                     : m_queue.takeWithin(policy.waitMs(m_clock.monotonicMs()));
        if (!job) {
            commit();
        } else if (job->kind() == Job::Kind::Read) {
            commit();
            job->run(connection);
            deliver(std::move(job));
        } else {
            batch.run(std::move(job));
            policy.joined(m_clock.monotonicMs());
            if (batch.isBroken() || policy.mustCommit(m_clock.monotonicMs()))
                commit();
        }
    }
    commit();
}

void Writer::refuse(const Error &error)
{
    while (JobPtr job = m_queue.take()) {
        job->fail(error);
        deliver(std::move(job));
    }
}

void Writer::deliver(JobPtr job)
{
    Jobs jobs;
    jobs.push_back(std::move(job));
    m_deliveries.post(std::move(jobs));
}

} // namespace Lanroom::Storage
