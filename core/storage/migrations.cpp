// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/migrations.h"

#include "storage/connection.h"
#include "storage/log.h"
#include "storage/sql_script.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

Result<QList<Migration>> loadMigrations(const QString &folder)
{
    static const QRegularExpression pattern(u"^(\\d{3})_(\\w+)\\.sql$"_s);
    QList<Migration> migrations;
    const QStringList files = QDir(folder).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        const QRegularExpressionMatch match = pattern.match(file);
        if (!match.hasMatch() || match.captured(1).toInt() != migrations.size() + 1)
            return Error{ErrorCode::Storage,
                         u"Migration %1 is out of order: number %2 was expected"_s.arg(file).arg(
                             migrations.size() + 1)};
        QFile source(folder + u'/' + file);
        if (!source.open(QIODevice::ReadOnly))
            return Error{ErrorCode::Storage, u"Migration %1 cannot be read"_s.arg(file)};
        migrations.append(
            {int(migrations.size()) + 1, match.captured(2), QString::fromUtf8(source.readAll())});
    }
    return migrations;
}

namespace {

QStringList stepsOf(const Dialect &dialect, const Migration &migration)
{
    return splitScript(migration.sql) << dialect.setVersion(migration.number, migration.name);
}

Result<qint64> beginAndReadVersion(Connection &connection)
{
    for (const QString &step : connection.dialect().beginMigration) {
        if (Result<void> done = connection.execute(step); !done)
            return done.error();
    }
    return connection.number(connection.dialect().version);
}

Result<void> apply(Connection &connection, const Migration &migration)
{
    const QStringList steps = stepsOf(connection.dialect(), migration) << u"COMMIT"_s;
    for (const QString &step : steps) {
        if (Result<void> done = connection.execute(step); !done)
            return Error{ErrorCode::Storage, u"Migration %1 (%2) failed: %3"_s.arg(migration.number)
                                                 .arg(migration.name, done.error().message)};
    }
    qCInfo(lcStorage) << "migrated to version" << migration.number << migration.name;
    return {};
}

/// Applies the next migration, if there is one: true when there may be more.
Result<bool> applyNext(Connection &connection, const QList<Migration> &migrations)
{
    const Result<qint64> version = beginAndReadVersion(connection);
    if (!version)
        return version.error();
    if (*version < 0)
        return Error{ErrorCode::Storage,
                     u"The database has version %1, which no program gives: it is damaged"_s.arg(*version)};
    if (*version > migrations.size())
        return Error{ErrorCode::Storage,
                     u"The database has version %1, this program knows versions up to %2: it was "
                     "written by a newer program"_s.arg(*version)
                         .arg(migrations.size())};
    if (*version == migrations.size()) {
        if (Result<void> done = connection.execute(u"COMMIT"_s); !done)
            return done.error();
        return false;
    }
    if (Result<void> done = apply(connection, migrations.at(*version)); !done)
        return done.error();
    return true;
}

} // namespace

Result<void> migrate(Connection &connection, const Schema &schema)
{
    if (schema.folder.isEmpty())
        return {};
    const QString own = schema.folder + u'/' + connection.dialect().folder;
    const Result<QList<Migration>> migrations =
        loadMigrations(QDir(own).exists() ? own : schema.folder);
    if (!migrations)
        return migrations.error();
    Result<bool> more = true;
    while (more && *more)
        more = applyNext(connection, *migrations);
    if (more)
        return {};
    // Without a transaction (its beginning failed) this fails too, which is as good.
    (void)connection.execute(u"ROLLBACK"_s);
    return more.error();
}

} // namespace Lanroom::Storage
