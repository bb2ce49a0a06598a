// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/outage_log.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

QString OutageLog::failed(qsizetype writes, const QString &why, qint64 nowMs)
{
    triedInVain(why, nowMs);
    m_failing = true;
    m_unsaid += writes;
    if (!isTime(m_saidAt, nowMs))
        return {};
    m_saidAt = nowMs;
    return u"%1 writes undone: %2"_s.arg(std::exchange(m_unsaid, 0)).arg(why);
}

void OutageLog::triedInVain(const QString &why, qint64 nowMs)
{
    m_failedAt = nowMs;
    m_why = why;
}

QString OutageLog::worked(qint64 nowMs)
{
    if (nowMs - m_failedAt < m_limits.calmMs)
        return {};
    m_why.clear();
    if (!m_failing || !isTime(m_saidItWorksAt, nowMs))
        return {};
    m_failing = false;
    m_saidItWorksAt = nowMs;
    const qsizetype unsaid = std::exchange(m_unsaid, 0);
    return unsaid == 0 ? u"writing works again"_s
                       : u"writing works again, after %1 more writes undone"_s.arg(unsaid);
}

} // namespace Lanroom::Storage
