// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "storage/description.h"

#include <QtCore/qstringlist.h>
#include <QtSql/qsqlerror.h>

namespace Lanroom::Storage {

/// Where the two databases differ in words: what is said to begin, to migrate, and what their
/// errors mean. One constant for each; everything else is the same code.
struct Dialect
{
    QString driver;  ///< Qt's name
    QString missing; ///< what to say when that driver is not there
    QString folder;  ///< of the migrations that are only for this one, inside the others' folder
    const char *beginWrite;
    const char *beginRead;      ///< one state of the data for the whole job
    QStringList beginMigration; ///< a transaction that keeps every other migration out
    QString version;            ///< asks for the number of the last migration that is in
    /// Notes that migration number is in; its name has only letters, digits and '_'.
    QString (*setVersion)(int number, const QString &name);
    Error (*toError)(const QSqlError &);
};

const Dialect &sqliteDialect();
const Dialect &postgresDialect();

inline const Dialect &dialectOf(Description::Kind kind)
{
    return kind == Description::Kind::Sqlite ? sqliteDialect() : postgresDialect();
}

/// What the errors of both mean here:
///   Taken       a constraint is broken; BadRequest, Denied: other faults of the statement itself.
///   Busy        another transaction was in the way (a deadlock); the same may work later.
///   Timeout     the statement took too long and was ended.
///   Storage     the database itself failed (a full disk, a lost connection, damage).

} // namespace Lanroom::Storage
