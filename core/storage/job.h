// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace Lanroom::Storage {

class Connection;
class Home;

/// Something for a database thread to do, and what to do with its outcome on the thread it came
/// from. It belongs to one thread at a time and travels there -> database thread -> back.
class Job
{
public:
    enum class Kind {
        Write,
        ReadInOrder, ///< behind the writes that were given before it
        Read,
    };
    /// How many jobs are under way; the bound is Engine's.
    using Count = std::atomic<int>;

    /// One that is a single statement needs no transaction for its reading.
    explicit Job(Kind kind, bool isSingle) : m_kind(kind), m_isSingle(isSingle) {}
    virtual ~Job() { leave(); }
    Job(const Job &) = delete;
    Job &operator=(const Job &) = delete;

    Kind kind() const { return m_kind; }
    bool isSingle() const { return m_isSingle; }

    /// On a database thread; the outcome is kept, and its error handed back to decide with.
    virtual std::optional<Error> run(Connection &connection) = 0;
    /// Whatever came out, this is what is told.
    virtual void fail(const Error &error) = 0;
    /// At home, once, after run() or fail(): tells the outcome. A job that ends without this was
    /// cancelled.
    virtual void finish() = 0;

    /// When it sets out: where it is told, whose it is, and where it counts.
    void setOut(std::shared_ptr<Home> home, const void *owner, std::shared_ptr<Count> count)
    {
        m_home = std::move(home);
        m_owner = owner;
        m_count = std::move(count);
    }
    const std::shared_ptr<Home> &home() const { return m_home; }
    const void *owner() const { return m_owner; }
    /// It is no longer under way.
    void leave()
    {
        if (m_count)
            --*m_count;
        m_count.reset();
    }

private:
    const Kind m_kind;
    const bool m_isSingle;
    std::shared_ptr<Home> m_home;
    const void *m_owner = nullptr;
    std::shared_ptr<Count> m_count;
};

using JobPtr = std::unique_ptr<Job>;
using Jobs = std::vector<JobPtr>;

} // namespace Lanroom::Storage
