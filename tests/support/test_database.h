// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/database.h"

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>

#include <optional>

namespace Lanroom::Test {

/// A real database file with one table, `note (id INTEGER PRIMARY KEY, text TEXT UNIQUE)`, opened
/// by Storage::Database in a given folder.
class TestDatabase
{
public:
    explicit TestDatabase(const QString &directory) : m_directory(directory)
    {
        QFile file(directory + QStringLiteral("/001_note.sql"));
        if (file.open(QIODevice::WriteOnly))
            file.write("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE);");
    }

    Storage::Database::Options options() const
    {
        Storage::Database::Options options;
        options.writer.path = m_directory + QStringLiteral("/test.db");
        options.writer.migrations = m_directory;
        return options;
    }
    void open() { open(options()); }
    void open(const Storage::Database::Options &options)
    {
        opened.reset();
        database = std::make_unique<Storage::Database>(
            options, systemClock(), [this](const Result<void> &result) { opened = result; });
    }

    /// A job that writes a note and results in its id.
    static auto insert(const QString &text)
    {
        return [text](Storage::Connection &connection) -> Result<qint64> {
            Storage::Statement insert(connection,
                                      "INSERT INTO note (text) VALUES (?) RETURNING id");
            if (Result<void> done = insert.run(text); !done)
                return done.error();
            return insert.next() ? Result<qint64>(insert.integer(0))
                                 : Result<qint64>(ErrorCode::Storage, QString());
        };
    }
    static Result<qint64> count(Storage::Connection &connection)
    {
        Storage::Statement count(connection, "SELECT count(*) FROM note");
        if (Result<void> done = count.run(); !done)
            return done.error();
        count.next();
        return count.integer(0);
    }

    std::unique_ptr<Storage::Database> database;
    std::optional<Result<void>> opened;

private:
    QString m_directory;
};

} // namespace Lanroom::Test
