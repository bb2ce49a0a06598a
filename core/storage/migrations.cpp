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

Result<QList<Migration>> loadMigrations(const QString &directory)
{
    static const QRegularExpression pattern(u"^(\\d{3})_(\\w+)\\.sql$"_s);
    QList<Migration> migrations;
    const QStringList files = QDir(directory).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        const QRegularExpressionMatch match = pattern.match(file);
        if (!match.hasMatch() || match.captured(1).toInt() != migrations.size() + 1)
            return Error{ErrorCode::Storage,
                         u"Migration %1 is out of order: number %2 was expected"_s.arg(file).arg(
                             migrations.size() + 1)};
        QFile source(directory + u'/' + file);
        if (!source.open(QIODevice::ReadOnly))
            return Error{ErrorCode::Storage, u"Migration %1 cannot be read"_s.arg(file)};
        migrations.append(
            {int(migrations.size()) + 1, match.captured(2), QString::fromUtf8(source.readAll())});
    }
    return migrations;
}

static Result<void> apply(Connection &connection, const Migration &migration)
{
    QStringList steps = splitScript(migration.sql);
    steps.prepend(u"BEGIN IMMEDIATE"_s);
    steps << u"PRAGMA user_version = %1"_s.arg(migration.number) << u"COMMIT"_s;
    for (const QString &step : std::as_const(steps)) {
        if (Result<void> done = connection.execute(step); !done) {
            // Without a transaction (BEGIN itself failed) this fails too, which is as good.
            (void)connection.execute(u"ROLLBACK"_s);
            return Error{ErrorCode::Storage, u"Migration %1 (%2) failed: %3"_s.arg(migration.number)
                                                 .arg(migration.name, done.error().message)};
        }
    }
    qCInfo(lcStorage) << "migrated to version" << migration.number << migration.name;
    return {};
}

Result<void> migrate(Connection &connection, const QList<Migration> &migrations)
{
    const Result<qint64> version = connection.pragma(u"user_version"_s);
    if (!version)
        return version.error();
    if (*version > migrations.size())
        return Error{ErrorCode::Storage,
                     u"The database has version %1, this program knows versions up to %2: it was "
                     "written by a newer program"_s.arg(*version)
                         .arg(migrations.size())};
    for (const Migration &migration : migrations.sliced(*version)) {
        if (Result<void> done = apply(connection, migration); !done)
            return done;
    }
    return {};
}

} // namespace Lanroom::Storage
