// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/connection.h"

#include "storage/statement_words.h"

#include <atomic>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

/// A byte-order mark in front of a text is lost on the way into SQLite (sqlite3_bind_text16, which turns
/// all bytes round where it is the wrong way) and on the way out of PostgreSQL (QString::fromUtf8): such a
/// text gets another in front, to be lost in its place.
QVariant bound(const QVariant &value)
{
    if (value.typeId() != QMetaType::QString)
        return value;
    const QString text = value.toString();
    const bool marked = text.startsWith(QChar(0xfeff)) || text.startsWith(QChar(0xfffe));
    return marked ? QVariant(QChar(QChar::ByteOrderMark) + text) : value;
}

} // namespace

Result<std::unique_ptr<Connection>> Connection::open(const Description &description, Mode mode)
{
    static std::atomic<int> counter = 0;
    std::unique_ptr<Connection> connection(
        new Connection(description, u"lanroom-%1"_s.arg(counter.fetch_add(1))));
    Result<void> ready = connection->connect();
    if (ready)
        ready = connection->configure(mode);
    if (ready)
        return connection;
    // SQLite's words name no file, and whoever reads them may have many.
    if (description.kind == Description::Kind::Sqlite)
        return Error{ready.error().code, u"%1: %2"_s.arg(description.place, ready.error().message)};
    return ready.error();
}

Connection::Connection(const Description &description, const QString &name)
    : m_description(description), m_dialect(dialectOf(description.kind)), m_name(name),
      m_database(QSqlDatabase::addDatabase(m_dialect.driver, name))
{
}

Connection::~Connection()
{
    // Qt would ask a server that is gone to free each of them, and complain.
    if (!isLost())
        m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> Connection::connect()
{
    if (!m_database.isValid())
        return Error{ErrorCode::Storage, m_dialect.missing};
    if (m_description.kind == Description::Kind::Sqlite) {
        m_database.setDatabaseName(m_description.place);
        m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(kBusyTimeoutMs));
    } else {
        m_database.setDatabaseName(m_description.database);
        m_database.setHostName(m_description.place);
        m_database.setPort(m_description.port);
        m_database.setUserName(m_description.user);
        m_database.setPassword(m_description.password);
        m_database.setConnectOptions(m_description.driverOptions);
    }
    if (!m_database.open())
        return m_dialect.toError(m_database.lastError());
    return {};
}

Result<void> Connection::configure(Mode mode)
{
    QStringList settings;
    if (m_description.kind == Description::Kind::Postgres) {
        settings << u"SET client_min_messages = warning"_s
                 // As SQLite's readers: a single read has no transaction of its own to say so.
                 << u"SET default_transaction_read_only = on"_s
                 << u"SET statement_timeout = %1"_s.arg(m_description.statementMs)
                 << u"SET idle_in_transaction_session_timeout = %1"_s.arg(kIdleInTransactionMs);
    } else {
        settings << u"PRAGMA foreign_keys = ON"_s << u"PRAGMA temp_store = MEMORY"_s;
        if (mode == Mode::Write)
            settings << u"PRAGMA journal_mode = WAL"_s << u"PRAGMA synchronous = FULL"_s
                     << u"PRAGMA journal_size_limit = %1"_s.arg(kMaxIdleLogBytes);
        else
            settings << u"PRAGMA query_only = ON"_s;
    }
    for (const QString &sql : std::as_const(settings)) {
        if (Result<void> done = execute(sql); !done)
            return done;
    }
    return {};
}

Result<void> Connection::execute(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return m_dialect.toError(query.lastError());
    return {};
}

Result<qint64> Connection::number(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql) || !query.next())
        return m_dialect.toError(query.lastError());
    return query.value(0).toLongLong();
}

Result<void> Connection::begin(Mode mode)
{
    m_inTransaction = true;
    return control(mode == Mode::Write ? m_dialect.beginWrite : m_dialect.beginRead);
}

void Connection::setWaitsForLocks(bool waits)
{
    (void)execute(u"PRAGMA busy_timeout = %1"_s.arg(waits ? kBusyTimeoutMs : 0));
}

Result<void> Connection::commit()
{
    const Result<void> done = control("COMMIT");
    m_inTransaction = !done;
    if (done)
        m_discarded.clear();
    return done;
}

void Connection::rollback()
{
    m_inTransaction = false;
    if (isLost())
        return;
    (void)control("ROLLBACK");
    m_discarded.clear();
}

Result<void> Connection::control(const char *sql)
{
    if (m_description.kind == Description::Kind::Postgres)
        return execute(QString::fromLatin1(sql));
    const Result<Prepared *> prepared = prepare(sql);
    if (!prepared)
        return prepared.error();
    (*prepared)->isControl = true;
    QSqlQuery &query = (*prepared)->query;
    const bool done = query.exec();
    const QSqlError error = query.lastError();
    query.finish();
    return done ? Result<void>() : m_dialect.toError(error);
}

Result<Table> Connection::run(QByteArrayView sql, const QVariantList &values)
{
    if (m_failure)
        return *m_failure;
    Result<Table> table = perform(sql, values);
    if (!table)
        m_failure = table.error();
    return table;
}

Result<Table> Connection::perform(QByteArrayView sql, const QVariantList &values)
{
    const auto known = m_prepared.find(QByteArray::fromRawData(sql.data(), sql.size()));
    const bool isNew = known == m_prepared.end();
    if (isNew ? isTransactionControl(sql) : known->second.isControl)
        return Error{ErrorCode::BadRequest, u"A job may not begin or end transactions itself"_s};
    if (isNew && m_description.kind == Description::Kind::Postgres && !isPreparable(sql))
        return performOnce(sql, values);
    const Result<Prepared *> kept = prepare(sql);
    if (!kept)
        return kept.error();
    Prepared &prepared = **kept;
    if (prepared.values >= 0 && prepared.values != values.size())
        return Error{
            ErrorCode::BadRequest,
            u"There are %1 values for %2 places"_s.arg(values.size()).arg(prepared.values)};
    for (int place = 0; place < values.size(); ++place)
        prepared.query.bindValue(place, bound(values.at(place)));
    Result<Table> table = prepared.query.exec() ? takeTable(prepared.query, m_dialect)
                                                : m_dialect.toError(prepared.query.lastError());
    prepared.query.finish();
    prepared.values = values.size();
    // It may have been planned for tables that have changed since.
    if (!table &&
        (table.error().code == ErrorCode::BadRequest || table.error().code == ErrorCode::Storage))
        discard(sql);
    return table;
}

/// It is prepared anew next time.
void Connection::discard(QByteArrayView sql)
{
    const auto known = m_prepared.find(QByteArray::fromRawData(sql.data(), sql.size()));
    if (m_inTransaction)
        m_discarded.push_back(std::move(known->second.query));
    m_prepared.erase(known);
}

Result<Table> Connection::performOnce(QByteArrayView sql, const QVariantList &values)
{
    if (!values.isEmpty())
        return Error{ErrorCode::BadRequest, u"Such a statement takes no values"_s};
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    return query.exec(QString::fromUtf8(sql)) ? takeTable(query, m_dialect)
                                              : m_dialect.toError(query.lastError());
}

Result<Connection::Prepared *> Connection::prepare(QByteArrayView sql)
{
    const auto known = m_prepared.find(QByteArray::fromRawData(sql.data(), sql.size()));
    if (known != m_prepared.end())
        return &known->second;
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    if (!query.prepare(QString::fromUtf8(sql)))
        return m_dialect.toError(query.lastError());
    if (m_prepared.size() >= kMaxPrepared)
        m_prepared.clear();
    return &m_prepared.emplace(sql.toByteArray(), Prepared{std::move(query)}).first->second;
}

} // namespace Lanroom::Storage
