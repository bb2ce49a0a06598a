// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

namespace Lanroom {

/// What Service::runInPool() makes of a piece of work: a Result<T>, whether the work returns one or the
/// T itself. Services don't see this.
template <typename T> struct WorkOutcome
{
    using Type = Result<T>;
};
template <typename T> struct WorkOutcome<Result<T>>
{
    using Type = Result<T>;
};

/// On a thread of the pool. An exception becomes an Error.
template <typename Work> auto runWork(Work &work)
{
    using Returned = std::invoke_result_t<Work &>;
    using Outcome = typename WorkOutcome<Returned>::Type;
    try {
        if constexpr (std::is_void_v<Returned>) {
            work();
            return Outcome();
        } else {
            return Outcome(work());
        }
    } catch (const std::exception &thrown) {
        return Outcome(ErrorCode::System, QString::fromLocal8Bit(thrown.what()));
    }
}

/// Work and what comes after it, with their types put away: first run() in the pool, then deliver() on
/// the service's thread; or refuse() there, and nothing else.
class WorkJob
{
public:
    virtual ~WorkJob() = default;
    virtual void run() = 0;
    virtual void deliver() = 0;
    virtual void refuse(const Error &error) = 0;
};

template <typename Work, typename Then> class CallableWork final : public WorkJob
{
public:
    CallableWork(Work work, Then then) : m_work(std::move(work)), m_then(std::move(then)) {}
    void run() override { m_outcome.emplace(runWork(m_work)); }
    void deliver() override { m_then(std::move(*m_outcome)); }
    void refuse(const Error &error) override { m_then(Outcome(error)); }

private:
    using Outcome = typename WorkOutcome<std::invoke_result_t<Work &>>::Type;
    Work m_work;
    Then m_then;
    std::optional<Outcome> m_outcome;
};

} // namespace Lanroom
