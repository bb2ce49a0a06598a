// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtSql/qsqldatabase.h>
#include <QtSql/qsqlquery.h>

#include <memory>
#include <unordered_map>

namespace Lanroom::Storage {

/// One open SQLite connection and its prepared statements. Belongs to the thread that opened it,
/// and must be closed there. Everything it is asked goes through Statement; a failing call leaves
/// it usable.
class Connection
{
public:
    enum class Mode {
        Write, ///< the file's one writing and checkpointing connection: WAL, synchronous FULL
        Read,  ///< query_only
    };
    static Result<std::unique_ptr<Connection>> open(const QString &path, Mode mode);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    /// Executes one statement that is not worth keeping (a pragma, a migration's step).
    Result<void> execute(const QString &sql);
    /// The first column of the only row of a pragma.
    Result<qint64> pragma(const QString &name);

private:
    friend class Statement;
    /// Over this a job has waited for a lock that only a stray program can hold.
    static constexpr int kBusyTimeoutMs = 5000;
    /// The write-ahead log is cut back to this after a burst made it longer.
    static constexpr int kMaxIdleLogBytes = 64 * 1024 * 1024;

    explicit Connection(const QString &name) : m_name(name) {}
    Result<void> configure(Mode mode);
    QSqlQuery &prepared(const char *sql);
    QSqlDatabase database() const { return QSqlDatabase::database(m_name, false); }

    struct Prepared
    {
        QSqlQuery query;
        bool ready = false;
    };

    QString m_name; // in Qt's own list of connections
    std::unordered_map<const char *, Prepared> m_prepared;
};

} // namespace Lanroom::Storage
