// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <memory>
#include <optional>
#include <vector>

namespace Lanroom::Storage {

class Connection;

/// Something for a database thread to do, and what to do with its outcome on the owner's thread.
/// It belongs to one thread at a time and travels owner -> database thread -> owner.
class Job
{
public:
    enum class Kind { Write, Read };

    explicit Job(Kind kind) : m_kind(kind) {}
    virtual ~Job() = default;
    Kind kind() const { return m_kind; }

    /// On the database thread; the outcome is kept, and its error handed back to decide with.
    virtual std::optional<Error> run(Connection &connection) = 0;
    /// On the database thread: whatever came out, this is what is delivered.
    virtual void fail(const Error &error) = 0;
    /// On the owner's thread, once, after run() or fail().
    virtual void deliver() = 0;

private:
    Kind m_kind;
};

using JobPtr = std::unique_ptr<Job>;
using Jobs = std::vector<JobPtr>;

/// A job made of two callables: work (Connection & -> Result<T>) and done (Result<T> &&).
template <typename Work, typename Done> class CallableJob final : public Job
{
public:
    CallableJob(Kind kind, Work work, Done done)
        : Job(kind), m_work(std::move(work)), m_done(std::move(done))
    {
    }

    std::optional<Error> run(Connection &connection) override
    {
        m_result.emplace(m_work(connection));
        if (m_result->ok())
            return std::nullopt;
        return m_result->error();
    }
    void fail(const Error &error) override { m_result.emplace(error); }
    void deliver() override { m_done(std::move(*m_result)); }

private:
    Work m_work;
    Done m_done;
    std::optional<std::invoke_result_t<Work, Connection &>> m_result;
};

} // namespace Lanroom::Storage
