// SPDX-License-Identifier: LGPL-3.0-or-later
#include "worker/timer_queue.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>

#include <algorithm>
#include <bit>
#include <limits>

namespace Lanroom {

using std::chrono::milliseconds;

namespace {
constexpr qint64 kCoarseParts = 32;         // a coarse timer may be late by this part of its interval
constexpr qint64 kVeryCoarseFromMs = 20000; // as in Qt: shorter ones are only coarse
constexpr qint64 kVeryCoarseMs = 1000;

int msUntil(TimerQueue::Clock::time_point due)
{
    const qint64 left = std::chrono::ceil<milliseconds>(due - TimerQueue::Clock::now()).count();
    return int(std::clamp<qint64>(left, 0, std::numeric_limits<int>::max()));
}
} // namespace

// Due times of coarse timers fall on a common grid, as wide as the timer tolerates.
TimerQueue::Clock::time_point TimerQueue::roundUp(Clock::time_point due, const Timer &timer) const
{
    const qint64 interval = timer.interval.count();
    if (timer.type == Qt::PreciseTimer || interval < kCoarseParts)
        return due;
    const bool veryCoarse = timer.type == Qt::VeryCoarseTimer && interval >= kVeryCoarseFromMs;
    const milliseconds grid(veryCoarse ? kVeryCoarseMs
                                       : qint64(std::bit_floor(quint64(interval / kCoarseParts))));
    const auto sinceStart = due.time_since_epoch();
    return Clock::time_point((sinceStart + grid - Clock::duration(1)) / grid * grid);
}

void TimerQueue::add(int id, milliseconds interval, Qt::TimerType type, QObject *object)
{
    Timer timer{interval, type, object, {}, m_nextTurn++};
    timer.due = roundUp(Clock::now() + interval, timer);
    m_order.insert({timer.due, timer.turn, id});
    m_timers.insert_or_assign(id, timer);
}

bool TimerQueue::remove(int id)
{
    const auto it = m_timers.find(id);
    if (it == m_timers.end())
        return false;
    m_order.erase({it->second.due, it->second.turn, id});
    m_timers.erase(it);
    return true;
}

bool TimerQueue::remove(const QObject *object)
{
    const qsizetype before = qsizetype(m_timers.size());
    const QList<TimerInfo> all = timersOf(object);
    for (const TimerInfo &timer : all)
        remove(timer.timerId);
    return qsizetype(m_timers.size()) != before;
}

QList<TimerQueue::TimerInfo> TimerQueue::timersOf(const QObject *object) const
{
    QList<TimerInfo> found;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            found.append(TimerInfo(id, int(timer.interval.count()), timer.type));
    }
    return found;
}

int TimerQueue::remainingMs(int id) const
{
    const auto it = m_timers.find(id);
    return it == m_timers.end() ? -1 : msUntil(it->second.due);
}

int TimerQueue::sleepMs() const
{
    return m_order.empty() ? -1 : msUntil(m_order.begin()->due);
}

bool TimerQueue::fire()
{
    if (m_order.empty())
        return false;
    const Clock::time_point now = Clock::now();
    const quint64 ours = m_nextTurn; // what is set from here on waits for the next call
    bool any = false;
    while (!m_order.empty() && m_order.begin()->due <= now && m_order.begin()->turn < ours) {
        fireOne(m_order.extract(m_order.begin()), now);
        any = true;
    }
    return any;
}

void TimerQueue::fireOne(std::set<Place>::node_type place, Clock::time_point now)
{
    const int id = place.value().id;
    Timer &timer = m_timers.at(id);
    timer.due = roundUp(std::max(timer.due + timer.interval, now), timer);
    timer.turn = m_nextTurn++;
    const quint64 turn = timer.turn;

    QTimerEvent event(id);
    QCoreApplication::sendEvent(timer.object, &event);

    // Its slot may have stopped it, and even have been given the same id for another.
    const auto it = m_timers.find(id);
    if (it == m_timers.end() || it->second.turn != turn)
        return;
    place.value() = {it->second.due, turn, id};
    m_order.insert(std::move(place));
}

} // namespace Lanroom
