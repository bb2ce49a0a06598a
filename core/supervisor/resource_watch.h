// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/confinement.h"
#include "supervisor/session_usage.h"

#include <QtCore/qstring.h>

#include <deque>

namespace Lanroom {

/// Says when a worker has taken more than its Confinement lets it. Pure: told what was seen and when
/// (monotonic ms). One per worker, owned by it, which looks every kLookMs.
///
/// Memory and processes count at once: a leak or a fork bomb is not given time. The processor counts
/// over kCpuWindowMs, since every service works hard for a moment now and then.
class ResourceWatch
{
public:
    /// Short enough that a fork bomb, which makes some thousand processes in that time, is ended while
    /// the machine still answers.
    static constexpr int kLookMs = 200;
    /// A session whose leader has no children is counted whole only so often: others may have joined
    /// it behind the leader's back, but a look at every process of the machine is not cheap.
    static constexpr qint64 kWholeMs = 5'000;
    static constexpr qint64 kCpuWindowMs = 10'000;

    explicit ResourceWatch(const Confinement &confinement) : m_confinement(confinement) {}

    bool isNeeded() const { return m_confinement.isAnything(); }
    /// A new process.
    void started();
    /// Whether the next look should be at the whole session, the leader having children or not.
    bool wantsWhole(bool hasChildren, qint64 now);
    /// Why the worker is to be ended; empty when it isn't. whole: of the session, else of its leader
    /// alone. The processor is only looked at whole: compared with the leader alone, a helper would seem
    /// to have taken all of its life's time just now.
    [[nodiscard]] QString check(const SessionUsage &usage, bool whole, qint64 now);

private:
    struct Sample
    {
        qint64 at;
        qint64 cpuMs;
    };

    const Confinement m_confinement;
    std::deque<Sample> m_samples; // of the window, a second apart
    std::optional<qint64> m_wholeAt;
};

} // namespace Lanroom
