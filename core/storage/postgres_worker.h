// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/migrations.h"
#include "storage/postgres_link.h"
#include "storage/shared_state.h"

namespace Lanroom::Storage {

/// A thread of PostgreSQL's pool, with a connection of its own: there are as many connections as
/// such threads, whoever asks. All take jobs from one queue, each job in a transaction of its own.
/// The first of them migrates; when that failed every job fails with the same error. A connection
/// that was lost is made again. A job that had not begun is given to the new one; one that had
/// begun fails with Storage, and is not repeated: only its author knows whether that is safe. Ends
/// when the queue is finished. Made and waited for by Engine.
class PostgresWorker
{
public:
    PostgresWorker(const Description &description, const Schema &schema, bool isFirst,
                   SharedState &shared)
        : m_schema(schema), m_isFirst(isFirst), m_shared(shared),
          m_link(description, shared.stopping)
    {
    }
    void run();

private:
    std::optional<Error> migrateOnce();
    JobPtr next();
    Result<Connection *> connect();
    void serve(Job &job);

    const Schema m_schema;
    const bool m_isFirst;
    SharedState &m_shared;
    PostgresLink m_link;
};

} // namespace Lanroom::Storage
