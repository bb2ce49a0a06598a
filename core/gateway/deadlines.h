// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qtimer.h>

#include <set>
#include <utility>

namespace Lanroom {

class Clock;

/// Everything in a gateway that waits for its time, on one timer: ten thousand clients with several
/// QTimers each would cost more than all the rest of an idle client. Times are rounded up to
/// kGrainMs, so that many clients share one wake-up, and nobody is called early.
///
/// On the event-loop thread; shared by the gateway's connections (ClientCommons).
class Deadlines
{
public:
    static constexpr qint64 kGrainMs = 50;

    /// Who waits, for one time at most. Its end ends the waiting.
    class Waiter
    {
    public:
        explicit Waiter(Deadlines &deadlines) : m_deadlines(deadlines) {}
        virtual ~Waiter() { wait(0); }
        Q_DISABLE_COPY_MOVE(Waiter)

    protected:

        /// To be called at dueMs (monotonic); 0: not at all. Replaces what was set before.
        void wait(qint64 dueMs);
        qint64 now() const { return m_deadlines.now(); }
        /// What is waited for, rounded up; 0: nothing.
        qint64 waitsFor() const { return m_due; }
        /// Its time has come; nothing is set any more. May end itself or other waiters.
        virtual void due(qint64 nowMs) = 0;

    private:
        friend class Deadlines;
        Deadlines &m_deadlines;
        qint64 m_due = 0;
    };

    /// clock outlives the object.
    explicit Deadlines(const Clock &clock);

    qint64 now() const;
    /// Calls everybody whose time has come. The timer does so by itself.
    void expire();

private:
    void arm();

    const Clock &m_clock;
    std::set<std::pair<qint64, Waiter *>> m_waiting;
    QTimer m_timer;
};

} // namespace Lanroom
