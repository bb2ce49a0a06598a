// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/dialect.h"
#include "storage/table.h"

#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqlquery.h>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace Lanroom::Storage {

/// One open connection and its prepared statements. Belongs to the thread that opened it, and must
/// be closed there. A failing call leaves it usable, unless it isLost().
class Connection
{
public:
    /// SQLite: the file's one writing and checkpointing connection (WAL, synchronous FULL), or a
    /// query_only one. PostgreSQL's are all alike.
    enum class Mode { Write, Read };
    static Result<std::unique_ptr<Connection>> open(const Description &description, Mode mode);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    const Dialect &dialect() const { return m_dialect; }

    /// A job's statement: prepared once, with values for its '?'. All that it brings is taken at
    /// once, since an unfinished SELECT would hold its read transaction open; over kMaxTableBytes
    /// it is TooLarge. When one has failed, those that follow in the same job fail with the same
    /// error: PostgreSQL would not run them, and on both a transaction is whole or not at all.
    Result<Table> run(QByteArrayView sql, const QVariantList &values);
    /// Begins a job, forgetting the failure of the one before.
    void beginJob() { m_failure.reset(); }
    /// Why a statement of the job has failed.
    const std::optional<Error> &failure() const { return m_failure; }

    Result<void> begin(Mode mode);
    /// Whether SQLite waits for another program's lock (kBusyTimeoutMs), as it does at first.
    void setWaitsForLocks(bool waits);
    Result<void> commit();
    /// If there is anything to roll back.
    void rollback();
    /// A step within a transaction of SQLite (SAVEPOINT, ...), which is no part of a job.
    Result<void> control(const char *sql);
    /// One statement that is not worth keeping (a setting, a migration's step).
    Result<void> execute(const QString &sql);
    /// The number that such a one brings in its first row.
    Result<qint64> number(const QString &sql);

    /// The server is gone: nothing will work here any more.
    bool isLost() const { return !m_database.isOpen(); }

private:
    static constexpr int kMaxPrepared = 256;    ///< then all are prepared afresh
    static constexpr int kBusyTimeoutMs = 5000; ///< then a stray program holds SQLite's lock
    static constexpr int kMaxIdleLogBytes = 64 * 1024 * 1024; ///< of SQLite's log, after a burst
    static constexpr int kIdleInTransactionMs = 60'000; ///< then PostgreSQL ends a job that hangs

    struct Prepared
    {
        QSqlQuery query;
        /// As many as it was first given: Qt would use old ones for those that are missing.
        qsizetype values = -1;
        bool isControl = false; ///< not for jobs
    };

    Connection(const Description &description, const QString &name);
    Result<void> connect();
    Result<void> configure(Mode mode);
    Result<Prepared *> prepare(QByteArrayView sql);
    Result<Table> perform(QByteArrayView sql, const QVariantList &values);
    Result<Table> performOnce(QByteArrayView sql, const QVariantList &values);
    void discard(QByteArrayView sql);

    const Description m_description;
    const Dialect &m_dialect;
    QString m_name; // in Qt's own list of connections
    QSqlDatabase m_database;
    std::unordered_map<QByteArray, Prepared> m_prepared;
    // To be let go behind the transaction: within one that failed PostgreSQL does not do it.
    std::vector<QSqlQuery> m_discarded;
    bool m_inTransaction = false;
    std::optional<Error> m_failure;
};

} // namespace Lanroom::Storage
