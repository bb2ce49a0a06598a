// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/sql.h>

#include <memory>

namespace Lanroom {

namespace Storage {
class Connection;
}

/// What a job on the database works with: its transaction. It lives on a database's thread and ends
/// with the call it is given to; so do the statements, which are prepared once for each connection.
///
/// A statement that failed dooms the transaction: every later one fails with the same error, and so
/// does the job. (Where it is no error that a row is there already, SQL has a word for it: ON
/// CONFLICT.) The job cannot begin or end transactions itself.
class Connection
{
public:
    /// The rows that a SELECT or a RETURNING brings; more than 64 MiB are TooLarge.
    template <typename... Values> Result<Rows> query(Sql sql, const Values &...values)
    {
        return run(sql.text(), QVariantList{SqlValue(values).variant()...});
    }
    Result<Rows> query(Sql sql, const QList<SqlValue> &values);
    /// When there is nothing to bring.
    template <typename... Values> Result<void> execute(Sql sql, const Values &...values)
    {
        const Result<Rows> rows = query(sql, values...);
        return rows ? Result<void>() : Result<void>(rows.error());
    }

    /// For the database's threads.
    explicit Connection(Storage::Connection &connection) : m_connection(connection) {}

private:
    friend class DatabaseHandle;
    Result<Rows> run(QByteArrayView sql, const QVariantList &values);

    Storage::Connection &m_connection;
};

} // namespace Lanroom
