// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/group_commit.h"

namespace Lanroom::Storage {

void GroupCommit::joined(qint64 nowMs)
{
    if (m_jobs == 0) {
        m_openedAt = nowMs;
        const bool busy = m_lastJobs > 0 && nowMs - m_lastEndedAt <= m_limits.quietMs;
        m_expected = busy ? m_lastJobs : 1;
    }
    ++m_jobs;
}

bool GroupCommit::mustCommit(qint64 nowMs) const
{
    return m_jobs >= m_limits.jobs || nowMs - m_openedAt >= m_limits.waitMs;
}

int GroupCommit::waitMs(qint64 nowMs) const
{
    if (m_jobs >= m_expected || mustCommit(nowMs))
        return 0;
    return int(m_openedAt + m_limits.waitMs - nowMs);
}

void GroupCommit::committed(qint64 nowMs)
{
    m_lastJobs = m_jobs;
    m_lastEndedAt = nowMs;
    m_jobs = 0;
}

} // namespace Lanroom::Storage
