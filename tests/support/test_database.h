// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/database.h>

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>

namespace Lanroom::Test {

/// A real database with one table, `note (id, text UNIQUE)`: an SQLite file in a given folder, or
/// the one that a description names.
class TestDatabase
{
public:
    explicit TestDatabase(const QString &directory) : m_directory(directory)
    {
        QDir(directory).mkpath(QStringLiteral("postgresql"));
        write(QStringLiteral("001_note.sql"),
              "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE);");
        write(QStringLiteral("postgresql/001_note.sql"),
              "CREATE TABLE note (id BIGINT GENERATED ALWAYS AS IDENTITY, text TEXT UNIQUE);");
    }

    DatabaseOptions options() const { return {.folder = m_directory, .migrations = m_directory}; }
    void open() { open(options()); }
    void open(const DatabaseOptions &options, const QString &description = kFile)
    {
        database = std::make_unique<Database>(description, options);
    }
    QFuture<Result<void>> opened() const { return database->opened(); }

    /// A job that writes a note and results in its id.
    static auto insert(const QString &text)
    {
        return [text](Connection &connection) -> Result<qint64> {
            const Result<Rows> rows =
                connection.query("INSERT INTO note (text) VALUES (?) RETURNING id", text);
            return rows ? Result<qint64>(rows->first().integer(0)) : Result<qint64>(rows.error());
        };
    }
    static Result<qint64> count(Connection &connection)
    {
        const Result<Rows> rows = connection.query("SELECT count(*) FROM note");
        return rows ? Result<qint64>(rows->first().integer(0)) : Result<qint64>(rows.error());
    }

    static inline const QString kFile = QStringLiteral("sqlite:test.db?connections=1");
    std::unique_ptr<Database> database;

private:
    void write(const QString &name, const QByteArray &sql)
    {
        QFile file(m_directory + u'/' + name);
        if (file.open(QIODevice::WriteOnly))
            file.write(sql);
    }

    QString m_directory;
};

} // namespace Lanroom::Test
