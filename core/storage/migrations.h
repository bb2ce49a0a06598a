// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

namespace Lanroom::Storage {

class Connection;

/// One step of a database's schema: file 'NNN_name.sql' with the steps from version NNN-1 to NNN.
/// A migration that was released is never edited again; a mistake is mended by the next one.
struct Migration
{
    int number;
    QString name;
    QString sql;
};

/// Which schema a service wants.
struct Schema
{
    QString folder = {}; ///< of migrations, usually in a .qrc; empty: none
    int waitMs = 30'000; ///< for a predecessor to be gone, or for PostgreSQL to be there
};

/// The migrations in folder, which must be numbered 001, 002, ... without a gap.
Result<QList<Migration>> loadMigrations(const QString &folder);

/// Brings the database to the newest version, each migration in a transaction of its own: a failure
/// or a kill leaves a whole, older database. Of several processes that do it at once one does each,
/// and the others wait. A database that is newer than the program is refused and not touched. The
/// subfolder 'sqlite' or 'postgresql' is taken instead where there is one.
Result<void> migrate(Connection &connection, const Schema &schema);

} // namespace Lanroom::Storage
