// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qvariant.h>
#include <QtSql/qsqlquery.h>

#include <optional>

namespace Lanroom::Storage {

class Connection;

/// One use of a prepared statement. The preparation is kept by the connection; this object only
/// makes sure that the use ends: an unfinished SELECT would hold its read transaction open and keep
/// the write-ahead log from being reset. Lives on the stack of a job, on the connection's thread.
class Statement
{
public:
    /// sql must be a literal: its address is the key under which the preparation is kept. A
    /// mistake in it comes out of run().
    Statement(Connection &connection, const char *sql);
    ~Statement() { m_query.finish(); }
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    /// Executes with values for its '?', in their order (Qt mixes up numbered ones); an empty
    /// optional is NULL, an empty or null text is a text.
    template <typename... V> Result<void> run(const V &...values)
    {
        int place = 0;
        (m_query.bindValue(place++, toVariant(values)), ...);
        return execute();
    }

    /// To the next (first) row; false behind the last one, or when reading failed: see status().
    bool next() { return m_query.next(); }
    Result<void> status() const;

    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    bool isNull(int column) const { return m_query.isNull(column); }

    /// Rows that the last INSERT, UPDATE or DELETE changed.
    int changes() const { return m_query.numRowsAffected(); }

private:
    template <typename T> static QVariant toVariant(const T &value) { return QVariant(value); }
    static QVariant toVariant(const std::optional<qint64> &value)
    {
        return value ? QVariant(*value) : QVariant();
    }
    // Qt makes NULL of its null ones.
    static QVariant toVariant(const QString &text)
    {
        return text.isNull() ? QString(QLatin1StringView("")) : text;
    }
    static QVariant toVariant(const QByteArray &bytes)
    {
        return bytes.isNull() ? QByteArray("") : bytes;
    }

    Result<void> execute();

    QSqlQuery &m_query;
};

} // namespace Lanroom::Storage
