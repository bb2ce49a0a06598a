// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/sql_error.h"

namespace Lanroom::Storage {

namespace {

// From sqlite3.h, which we need for nothing else. The upper bits of a code only refine it.
enum SqliteCode { Corrupt = 11, Full = 13, Constraint = 19, NotADatabase = 26 };
constexpr int kPrimaryMask = 0xff;

} // namespace

Error toError(const QSqlError &error)
{
    switch (error.nativeErrorCode().toInt() & kPrimaryMask) {
    case Constraint:
        return {ErrorCode::Taken, error.databaseText()};
    case Full:
        return {ErrorCode::Storage, QStringLiteral("The disk is full")};
    case Corrupt:
    case NotADatabase:
        return {ErrorCode::Storage,
                QStringLiteral("The database file is damaged: %1").arg(error.databaseText())};
    default:
        return {ErrorCode::Storage,
                QStringLiteral("The database could not do it: %1").arg(error.text())};
    }
}

} // namespace Lanroom::Storage
