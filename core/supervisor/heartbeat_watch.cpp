// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/heartbeat_watch.h"

namespace Lanroom {

void HeartbeatWatch::started(qint64 now)
{
    m_ready = false;
    m_startedAt = m_heardAt = m_checkedAt = now;
}

void HeartbeatWatch::ready(qint64 now)
{
    m_ready = true;
    m_heardAt = now;
}

bool HeartbeatWatch::isHung(qint64 now)
{
    const bool late = now - m_checkedAt > kCheckMs + kLateMs;
    m_checkedAt = now;
    if (late) {
        m_startedAt = m_heardAt = now;
        return false;
    }
    return m_ready ? now - m_heardAt >= kSilenceMs : now - m_startedAt >= kStartMs;
}

} // namespace Lanroom
