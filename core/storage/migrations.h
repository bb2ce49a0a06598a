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

/// The migrations in directory (usually in a .qrc), which must be numbered 001, 002, ... without a
/// gap.
Result<QList<Migration>> loadMigrations(const QString &directory);

/// Brings the database from its user_version to the newest one, each migration in a transaction of
/// its own: a failure or a kill leaves a whole, older database. One that is newer than the program
/// is refused and not touched.
Result<void> migrate(Connection &connection, const QList<Migration> &migrations);

} // namespace Lanroom::Storage
