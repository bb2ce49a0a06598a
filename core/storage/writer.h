// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/file_lock.h"
#include "storage/batch.h"
#include "storage/description.h"
#include "storage/group_commit.h"
#include "storage/migrations.h"
#include "storage/shared_state.h"

namespace Lanroom::Storage {

/// The thread that owns an SQLite file: takes the lock, opens the one writing connection, migrates,
/// then does jobs in the order of the queue: writes in groups, reads between the groups. Results go
/// back in that same order, so whoever handles a read's result has handled exactly the writes it
/// saw. When opening fails, every job fails with the same error; a database that fails later (disk
/// full, file removed) fails the jobs of the time and is tried afresh by the next. Ends when the queue is
/// finished, after the readers. Made and waited for by Engine.
class Writer
{
public:
    Writer(const Description &description, const Schema &schema, SharedState &shared)
        : m_description(description), m_schema(schema), m_shared(shared)
    {
    }
    void run();

private:
    Result<std::unique_ptr<Connection>> openWhenItCanBe(std::unique_ptr<FileLock> &lock);
    Result<std::unique_ptr<Connection>> open(std::unique_ptr<FileLock> &lock);
    void work(Connection &connection);
    void serve(Connection &connection, Batch &batch, GroupCommit &policy, JobPtr job);
    JobPtr next(const Batch &batch, const GroupCommit &policy);
    void commit(Batch &batch, GroupCommit &policy);

    const Description m_description;
    const Schema m_schema;
    SharedState &m_shared;
};

} // namespace Lanroom::Storage
