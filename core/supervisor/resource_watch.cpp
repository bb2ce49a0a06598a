// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/resource_watch.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qint64 kSampleMs = 1'000;
constexpr qint64 kMiB = 1024 * 1024;
} // namespace

void ResourceWatch::started()
{
    m_samples.clear();
    m_wholeAt.reset();
}

bool ResourceWatch::wantsWhole(bool hasChildren, qint64 now)
{
    if (!hasChildren && m_wholeAt && now - *m_wholeAt < kWholeMs)
        return false;
    m_wholeAt = now;
    return true;
}

QString ResourceWatch::check(const SessionUsage &usage, bool whole, qint64 now)
{
    const Confinement &most = m_confinement;
    if (most.memoryBytes > 0 && usage.residentBytes > most.memoryBytes)
        return u"took %1 MiB of memory, of %2 it may"_s.arg(usage.residentBytes / kMiB)
            .arg(most.memoryBytes / kMiB);
    if (most.processes > 0 && usage.processes > most.processes)
        return u"had %1 processes, of %2 it may"_s.arg(usage.processes).arg(most.processes);
    if (most.cpuPercent <= 0 || !whole)
        return {};

    while (m_samples.size() > 1 && now - m_samples[1].at >= kCpuWindowMs)
        m_samples.pop_front();
    if (!m_samples.empty() && now - m_samples.front().at >= kCpuWindowMs) {
        const Sample &oldest = m_samples.front();
        const qint64 percent = (usage.cpuMs - oldest.cpuMs) * 100 / (now - oldest.at);
        if (percent > most.cpuPercent)
            return u"took %1 % of a processor core for %2 s, of %3 % it may"_s.arg(percent)
                .arg((now - oldest.at) / 1000).arg(most.cpuPercent);
    }
    if (m_samples.empty() || now - m_samples.back().at >= kSampleMs)
        m_samples.push_back({now, usage.cpuMs});
    return {};
}

} // namespace Lanroom
