// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom {

/// Tells a worker that works from one that hangs. Pure: told what happened and when (monotonic ms);
/// its owner, the worker's slot in the supervisor, calls check() every kCheckMs.
///
/// Before it is ready a worker has kStartMs (a migration may run); after, it must not be silent for
/// kSilenceMs. A supervisor that was itself late by more than kLateMs (suspended, stopped, starved)
/// knows nothing about the time it missed: it forgives, and every limit starts afresh.
class HeartbeatWatch
{
public:
    static constexpr qint64 kCheckMs = 1'000;
    static constexpr qint64 kSilenceMs = 5'000;
    static constexpr qint64 kStartMs = 60'000;
    static constexpr qint64 kLateMs = 1'000;

    void started(qint64 now);
    void ready(qint64 now);
    void beat(qint64 now) { m_heardAt = now; }

    /// True when the worker is to be killed and replaced.
    [[nodiscard]] bool isHung(qint64 now);

private:
    bool m_ready = false;
    qint64 m_startedAt = 0;
    qint64 m_heardAt = 0;
    qint64 m_checkedAt = 0;
};

} // namespace Lanroom
