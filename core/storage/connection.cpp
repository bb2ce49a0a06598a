// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/connection.h"

#include "storage/sql_error.h"

#include <atomic>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Mode mode)
{
    static std::atomic<int> counter = 0;
    std::unique_ptr<Connection> connection(
        new Connection(u"lanroom-%1"_s.arg(counter.fetch_add(1))));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection->m_name);
    if (!database.isValid())
        return Error{ErrorCode::Storage, u"Qt's SQLite driver is not installed"_s};
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(kBusyTimeoutMs));
    if (!database.open())
        return toError(database.lastError());
    if (Result<void> configured = connection->configure(mode); !configured)
        return configured.error();
    return connection;
}

Connection::~Connection()
{
    m_prepared.clear();
    database().close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Connection::configure(Mode mode)
{
    QStringList pragmas{u"PRAGMA foreign_keys = ON"_s, u"PRAGMA temp_store = MEMORY"_s};
    if (mode == Mode::Write) {
        pragmas << u"PRAGMA journal_mode = WAL"_s << u"PRAGMA synchronous = FULL"_s
                << u"PRAGMA journal_size_limit = %1"_s.arg(kMaxIdleLogBytes);
    } else {
        pragmas << u"PRAGMA query_only = ON"_s;
    }
    for (const QString &sql : std::as_const(pragmas)) {
        if (Result<void> done = execute(sql); !done)
            return done;
    }
    return {};
}

Result<void> Connection::execute(const QString &sql)
{
    QSqlQuery query(database());
    if (!query.exec(sql))
        return toError(query.lastError());
    return {};
}

Result<qint64> Connection::pragma(const QString &name)
{
    QSqlQuery query(database());
    if (!query.exec("PRAGMA "_L1 + name) || !query.next())
        return toError(query.lastError());
    return query.value(0).toLongLong();
}

QSqlQuery &Connection::prepared(const char *sql)
{
    auto known = m_prepared.find(sql);
    if (known == m_prepared.end()) {
        known = m_prepared.emplace(sql, Prepared{QSqlQuery(database())}).first;
        known->second.query.setForwardOnly(true);
    }
    Prepared &prepared = known->second;
    // A failure shows when it is executed, as the error of that; the next use tries again.
    if (!prepared.ready)
        prepared.ready = prepared.query.prepare(QString::fromUtf8(sql));
    return prepared.query;
}

} // namespace Lanroom::Storage
