// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/database.h>

#include "storage/connection.h"
#include "storage/engine.h"

namespace Lanroom {

/// What all handles share: the engine, or why there is none.
struct DatabaseHandle::Core
{
    std::unique_ptr<Storage::Engine> engine;
    Error failure{ErrorCode::Closed, QStringLiteral("There is no database")};
};

/// A task on its way through the engine.
class DatabaseJob final : public Storage::Job
{
public:
    DatabaseJob(Kind kind, bool isSingle, std::unique_ptr<DatabaseTask> task)
        : Job(kind, isSingle), m_task(std::move(task))
    {
    }
    std::optional<Error> run(Storage::Connection &connection) override
    {
        Connection face(connection);
        return m_task->run(face);
    }
    void fail(const Error &error) override { m_task->fail(error); }
    void finish() override { m_task->finish(); }

private:
    const std::unique_ptr<DatabaseTask> m_task;
};

namespace {

/// For the opening and the closing, which have a result but no work.
class NoticeJob final : public Storage::Job
{
public:
    explicit NoticeJob(Kind kind) : Job(kind, true) { m_promise.start(); }
    QFuture<Result<void>> future() const { return m_promise.future(); }

    std::optional<Error> run(Storage::Connection &) override { return std::nullopt; }
    void fail(const Error &error) override { m_result = error; }
    void finish() override
    {
        m_promise.addResult(m_result);
        m_promise.finish();
    }

private:
    QPromise<Result<void>> m_promise;
    Result<void> m_result;
};

} // namespace

Result<Rows> Connection::run(QByteArrayView sql, const QVariantList &values)
{
    Result<Storage::Table> table = m_connection.run(sql, values);
    if (!table)
        return table.error();
    return Rows(table->columns, table->changes, std::move(table->cells));
}

Result<Rows> Connection::query(Sql sql, const QList<SqlValue> &values)
{
    QVariantList list;
    list.reserve(values.size());
    for (const SqlValue &value : values)
        list.append(value.variant());
    return run(sql.text(), list);
}

void DatabaseHandle::give(Kind kind, bool isSingle, std::unique_ptr<DatabaseTask> task) const
{
    using To = Storage::Job::Kind;
    if (!m_core || !m_core->engine) {
        task->fail(m_core ? m_core->failure : Core().failure);
        task->finish();
        return;
    }
    const To to = kind == Kind::Write ? To::Write : kind == Kind::Read ? To::Read : To::ReadInOrder;
    m_core->engine->submit(std::make_unique<DatabaseJob>(to, isSingle, std::move(task)));
}

Database::Database(const QString &description, const DatabaseOptions &options)
{
    m_core = std::make_shared<Core>();
    auto opening = std::make_unique<NoticeJob>(Storage::Job::Kind::ReadInOrder);
    m_opened = opening->future();
    const Result<Storage::Description> parsed =
        Storage::Description::parse(description, options.folder);
    if (!parsed) {
        m_core->failure = parsed.error();
        opening->fail(parsed.error());
        opening->finish();
        return;
    }
    m_core->engine = std::make_unique<Storage::Engine>(
        *parsed,
        Storage::Engine::Options{
            {options.migrations, options.waitMs}, options.maxWrites, options.maxReads},
        std::move(opening));
}

Database::~Database()
{
    if (m_core->engine)
        m_core->engine->shutDown();
}

QFuture<Result<void>> Database::close()
{
    auto closed = std::make_unique<NoticeJob>(Storage::Job::Kind::ReadInOrder);
    const QFuture<Result<void>> future = closed->future();
    if (m_core->engine)
        m_core->engine->close(std::move(closed));
    else
        closed->finish();
    return future;
}

} // namespace Lanroom
