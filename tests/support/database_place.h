// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "support/postgres_server.h"
#include "support/test_database.h"

#include <QtTest/qtest.h>

namespace Lanroom::Test {

/// For tests that hold on both databases: a data column 'postgres', and a fresh, empty database of
/// that kind for each row. One PostgreSQL server serves a whole test program.
class DatabasePlace
{
public:
    static void addRows()
    {
        QTest::addColumn<bool>("postgres");
        QTest::newRow("SQLite") << false;
        QTest::newRow("PostgreSQL") << true;
    }

    /// False when the row's database is not installed, and the test should skip.
    bool prepare(bool postgres)
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_test = std::make_unique<TestDatabase>(m_folder->path());
        m_postgres = postgres;
        if (!postgres)
            return true;
        if (!m_server)
            m_server = std::make_unique<PostgresServer>();
        if (!m_server->isInstalled())
            return false;
        if (!m_running && !(m_running = m_server->start()))
            qFatal("PostgreSQL does not start");
        m_description = m_server->newDatabase();
        return true;
    }

    QString description(int connections) const
    {
        return m_postgres ? m_description + QStringLiteral("&connections=%1").arg(connections)
                          : QStringLiteral("sqlite:test.db?connections=%1").arg(connections);
    }
    DatabaseOptions options() const { return m_test->options(); }
    std::unique_ptr<Database> open(int connections = 3) const
    {
        return open(options(), connections);
    }
    std::unique_ptr<Database> open(const DatabaseOptions &options, int connections) const
    {
        return std::make_unique<Database>(description(connections), options);
    }

private:
    std::unique_ptr<PostgresServer> m_server;
    bool m_running = false;
    bool m_postgres = false;
    QString m_description;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<TestDatabase> m_test;
};

/// The result of a future that comes by this thread's event loop; Timeout when it does not come.
template <typename T> Result<T> await(const QFuture<Result<T>> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000) || future.isCanceled())
        return Error{ErrorCode::Timeout, QStringLiteral("nothing came")};
    return future.result();
}

/// The code that it failed with; nothing when it did not.
template <typename T> std::optional<ErrorCode> codeOf(const Result<T> &result)
{
    return result ? std::nullopt : std::optional(result.error().code);
}

} // namespace Lanroom::Test

/// First in every test that has a DatabasePlace's rows.
#define PREPARE(place)                                                                             \
    QFETCH(const bool, postgres);                                                                  \
    if (!(place).prepare(postgres))                                                                \
    QSKIP("PostgreSQL is not installed")
