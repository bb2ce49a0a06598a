// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/postgres_link.h"

#include "base/clock.h"
#include "storage/log.h"
#include "storage/shared_state.h"

#include <QtCore/qthread.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {
constexpr int kTryMs = 100;      // between two attempts while somebody waits
constexpr int kTryAfterMs = 250; // between two attempts when nobody waits any more
} // namespace

Result<Connection *> PostgresLink::connection(int patienceMs)
{
    while (!m_connection) {
        const qint64 now = systemClock().monotonicMs();
        const bool patient = !m_awaySinceMs || now - *m_awaySinceMs < patienceMs;
        if (!patient && now < m_nextTryMs)
            return m_reason;
        if (const Result<void> made = tryOnce(); made || !patient)
            return made ? Result<Connection *>(m_connection.get()) : Result<Connection *>(m_reason);
        if (m_stopping)
            return closedError();
        QThread::msleep(kTryMs);
    }
    return m_connection.get();
}

Result<void> PostgresLink::tryOnce()
{
    Result<std::unique_ptr<Connection>> made =
        Connection::open(m_description, Connection::Mode::Write);
    const qint64 now = systemClock().monotonicMs();
    if (made) {
        if (m_awaySinceMs)
            qCInfo(lcStorage).noquote() << m_description.shown() << "is there again";
        m_awaySinceMs.reset();
        m_connection = std::move(*made);
        return {};
    }
    m_reason = {ErrorCode::Storage,
                u"PostgreSQL cannot be reached: %1"_s.arg(made.error().message)};
    if (!m_awaySinceMs) {
        m_awaySinceMs = now;
        qCWarning(lcStorage).noquote() << m_description.shown() << "-" << m_reason.message;
    }
    m_nextTryMs = now + kTryAfterMs;
    return m_reason;
}

void PostgresLink::look()
{
    if (!m_connection || !m_connection->isLost())
        return;
    qCWarning(lcStorage).noquote() << m_description.shown() << "- a connection was lost";
    m_connection.reset();
}

} // namespace Lanroom::Storage
