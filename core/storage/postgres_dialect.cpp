// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/dialect.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

QString firstLine(const QString &text)
{
    return text.left(text.indexOf(u'\n'));
}

/// By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
ErrorCode codeOf(const QString &state)
{
    if (state == "40001"_L1 || state == "40P01"_L1 || state == "55P03"_L1)
        return ErrorCode::Busy; // serialization failure, deadlock, lock not available
    if (state == "57014"_L1)
        return ErrorCode::Timeout; // cancelled by statement_timeout
    if (state == "42501"_L1 || state == "25006"_L1)
        return ErrorCode::Denied; // insufficient privilege, a read that writes
    if (state.startsWith("23"_L1))
        return ErrorCode::Taken;
    if (state.startsWith("22"_L1) || state.startsWith("42"_L1) || state.startsWith("0A"_L1))
        return ErrorCode::BadRequest; // data, syntax, not supported
    return ErrorCode::Storage;
}

Error toError(const QSqlError &error)
{
    const QString state = error.nativeErrorCode();
    const QString said = firstLine(error.databaseText().trimmed());
    if (state == "53100"_L1)
        return {ErrorCode::Storage, u"The disk of PostgreSQL is full"_s};
    if (state.isEmpty() && said.isEmpty())
        return {ErrorCode::Storage, u"The connection to PostgreSQL was lost"_s};
    return {codeOf(state), u"PostgreSQL: %1"_s.arg(said)};
}

} // namespace

const Dialect &postgresDialect()
{
    static const Dialect dialect{
        .driver = u"QPSQL"_s,
        .missing = u"Qt's PostgreSQL driver is not installed (Debian: libqt6sql6-psql)"_s,
        .folder = u"postgresql"_s,
        .beginWrite = "BEGIN READ WRITE",
        .beginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        // The number names the lock that every Lanroom service migrates under; it only has to be
        // unlikely to be somebody else's. It goes with the transaction, however that ends.
        .beginMigration = {u"BEGIN READ WRITE"_s, u"SET LOCAL statement_timeout = 0"_s,
                           u"SELECT pg_advisory_xact_lock(7810489134)"_s,
                           u"CREATE TABLE IF NOT EXISTS lanroom_schema (number integer PRIMARY KEY,"
                           " name text NOT NULL, at timestamptz NOT NULL DEFAULT now())"_s},
        .version = u"SELECT coalesce(max(number), 0) FROM lanroom_schema"_s,
        .setVersion =
            [](int number, const QString &name) {
                return u"INSERT INTO lanroom_schema (number, name) VALUES (%1, '%2')"_s.arg(number)
                    .arg(name);
            },
        .toError = toError,
    };
    return dialect;
}

} // namespace Lanroom::Storage
