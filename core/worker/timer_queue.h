// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qabstracteventdispatcher.h>

#include <chrono>
#include <set>
#include <unordered_map>

namespace Lanroom {

/// The timers of one thread in the order in which they are due. Passive: says how long the loop may
/// sleep and fires what is due. Owned by the EpollDispatcher, on its thread.
///
/// Starting, stopping and firing one of n costs O(log n), where Qt's own list costs O(n): a gateway
/// has a timer or more for each of thousands of clients. Each timer fires at most once in a call of
/// fire(), so timers of 0 ms leave room for everything else; one whose slot is still running (it spins
/// a nested loop) does not fire again; ticks that were missed are not made up for. None is early;
/// a coarse timer is late by up to 1/32 of its interval so that many share one wake-up.
class TimerQueue
{
public:
    using Clock = std::chrono::steady_clock;
    using TimerInfo = QAbstractEventDispatcher::TimerInfo;

    void add(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject *object);
    bool remove(int id);
    bool remove(const QObject *object);

    QList<TimerInfo> timersOf(const QObject *object) const;
    /// Until it fires, -1 when there is no such timer.
    int remainingMs(int id) const;

    /// What poll(2) takes: 0 when one is due, -1 when none is set. Rounded up.
    int sleepMs() const;
    /// Sends a timer event to the object of each timer that is due. True when there was one.
    bool fire();

private:
    struct Timer
    {
        std::chrono::milliseconds interval;
        Qt::TimerType type;
        QObject *object;
        Clock::time_point due;
        quint64 turn; // among timers of one instant, and which life of an id this is
    };
    struct Place
    {
        Clock::time_point due;
        quint64 turn;
        int id;
        auto operator<=>(const Place &) const = default;
    };

    Clock::time_point roundUp(Clock::time_point due, const Timer &timer) const;
    void fireOne(std::set<Place>::node_type place, Clock::time_point now);

    std::unordered_map<int, Timer> m_timers; // by id
    std::set<Place> m_order; // of all but those whose event is being handled
    quint64 m_nextTurn = 0;
};

} // namespace Lanroom
