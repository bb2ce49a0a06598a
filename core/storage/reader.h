// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/description.h"
#include "storage/shared_state.h"

namespace Lanroom::Storage {

/// A thread of SQLite with a query_only connection, for reads that need no place in the order of
/// writes. They see what is committed. Several share a queue. It begins once the writer has opened
/// the database; when that failed, or its own connection can't be opened, its jobs fail with that
/// error. Ends when the queue is finished. Made and waited for by Engine.
class Reader
{
public:
    Reader(const Description &description, SharedState &shared)
        : m_description(description), m_shared(shared)
    {
    }
    void run();

private:
    void serve();

    const Description m_description;
    SharedState &m_shared;
};

} // namespace Lanroom::Storage
