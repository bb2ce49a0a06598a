// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/dialect.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

// From sqlite3.h, which we need for nothing else. The upper bits of a code only refine it.
enum SqliteCode {
    SqlError = 1,
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    Corrupt = 11,
    Full = 13,
    TooBig = 18,
    Constraint = 19,
    Mismatch = 20,
    Range = 25,
    NotADatabase = 26,
};
constexpr int kPrimaryMask = 0xff;

Error toError(const QSqlError &error)
{
    // Without a code it is Qt that refused: the values do not fit the statement.
    if (error.nativeErrorCode().isEmpty() && error.type() == QSqlError::StatementError)
        return {ErrorCode::BadRequest, error.text()};
    switch (error.nativeErrorCode().toInt() & kPrimaryMask) {
    case Constraint:
        return {ErrorCode::Taken, error.databaseText()};
    case SqlError:
    case TooBig:
    case Mismatch:
    case Range:
        return {ErrorCode::BadRequest, error.databaseText()};
    case Busy:
    case Locked:
        return {ErrorCode::Busy, u"Another program is writing into the database"_s};
    case ReadOnly:
        return {ErrorCode::Denied, error.databaseText()};
    case Full:
        return {ErrorCode::Storage, u"The disk is full"_s};
    case Corrupt:
    case NotADatabase:
        return {ErrorCode::Storage,
                u"The database file is damaged: %1"_s.arg(error.databaseText())};
    default:
        return {ErrorCode::Storage, u"The database could not do it: %1"_s.arg(error.text())};
    }
}

} // namespace

const Dialect &sqliteDialect()
{
    static const Dialect dialect{
        .driver = u"QSQLITE"_s,
        .missing = u"Qt's SQLite driver is not installed"_s,
        .folder = u"sqlite"_s,
        .beginWrite = "BEGIN IMMEDIATE",
        .beginRead = "BEGIN",
        .beginMigration = {u"BEGIN IMMEDIATE"_s},
        .version = u"PRAGMA user_version"_s,
        .setVersion = [](int number,
                         const QString &) { return u"PRAGMA user_version = %1"_s.arg(number); },
        .toError = toError,
    };
    return dialect;
}

} // namespace Lanroom::Storage
