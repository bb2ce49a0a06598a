// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/connection.h"

#include <atomic>

namespace Lanroom::Storage {

/// A pool thread's connection to PostgreSQL, made when it is needed and made again when it was
/// lost. While the server is away whoever asks waits for it, since nothing of the job has begun;
/// but no longer than the given time from the beginning of the outage. After that everybody is told
/// at once, and the server is tried a few times a second. Each outage is logged once. Pool thread
/// only.
class PostgresLink
{
public:
    PostgresLink(const Description &description, const std::atomic<bool> &stopping)
        : m_description(description), m_stopping(stopping)
    {
    }

    /// The open connection, or Storage with the server's words; Closed when stopping.
    Result<Connection *> connection(int patienceMs);
    /// Drops the connection if it is lost.
    void look();

private:
    Result<void> tryOnce();

    const Description m_description;
    const std::atomic<bool> &m_stopping;
    std::unique_ptr<Connection> m_connection;
    std::optional<qint64> m_awaySinceMs; // monotonic
    qint64 m_nextTryMs = 0;
    Error m_reason{ErrorCode::Storage, {}};
};

} // namespace Lanroom::Storage
