// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/connection.h>

#include <QtCore/qfuture.h>
#include <QtCore/qpromise.h>

#include <exception>

namespace Lanroom {

/// What Database needs to know of the work it is given; services don't see it. Travels from the
/// caller's thread to a database's and back; one that ends unfinished cancels its future.
class DatabaseTask
{
public:
    virtual ~DatabaseTask() = default;
    /// On a database's thread. The outcome is kept, and its error handed back.
    virtual std::optional<Error> run(Connection &connection) = 0;
    virtual void fail(const Error &error) = 0;
    /// Finishes the future, once, after run() or fail().
    virtual void finish() = 0;
};

template <typename T> constexpr bool kIsResult = false;
template <typename T> constexpr bool kIsResult<Result<T>> = true;

/// A callable that takes a Connection & and returns a Result<T>.
template <typename Work>
concept DatabaseWork =
    std::invocable<Work &, Connection &> && kIsResult<std::invoke_result_t<Work &, Connection &>>;

template <DatabaseWork Work> class WorkTask final : public DatabaseTask
{
public:
    using Outcome = std::invoke_result_t<Work &, Connection &>;

    explicit WorkTask(Work work) : m_work(std::move(work)) { m_promise.start(); }
    QFuture<Outcome> future() const { return m_promise.future(); }

    std::optional<Error> run(Connection &connection) override
    {
        try {
            m_outcome.emplace(m_work(connection));
        } catch (const std::exception &thrown) {
            fail({ErrorCode::System, QString::fromLocal8Bit(thrown.what())});
        }
        return m_outcome->ok() ? std::nullopt : std::optional(m_outcome->error());
    }
    void fail(const Error &error) override { m_outcome.emplace(error); }
    void finish() override
    {
        m_promise.addResult(std::move(*m_outcome));
        m_promise.finish();
    }

private:
    Work m_work;
    QPromise<Outcome> m_promise;
    std::optional<Outcome> m_outcome;
};

} // namespace Lanroom
