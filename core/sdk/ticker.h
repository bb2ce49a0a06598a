// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QtCore/qtimer.h>

#include <functional>

namespace Lanroom {

/// Calls something every so often, by a Clock that a test may own. Missed calls are not made up for:
/// the next one is a whole interval after the last. Owned by the ServiceHost, on its thread.
class Ticker
{
public:
    Ticker(const Clock &clock, std::function<void()> tick);

    /// 0: no longer.
    void setInterval(int ms);
    /// When the next call is due (monotonic); -1 when none is.
    qint64 dueMs() const { return m_dueMs; }
    /// Makes the call if it is due. By itself as time goes on; for whoever moves a fake clock.
    void check();

private:
    void schedule();

    const Clock &m_clock;
    std::function<void()> m_tick;
    QTimer m_timer;
    int m_intervalMs = 0;
    qint64 m_dueMs = -1;
};

} // namespace Lanroom
