// SPDX-License-Identifier: LGPL-3.0-or-later
#include <QtCore/qglobal.h>

#ifdef Q_OS_LINUX

#include "worker/epoll_dispatcher.h"

#include "base/turn_end.h"
#include "worker/event_dispatcher.h"

#include <QtCore/qcoreapplication.h>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace Lanroom {

void installEpollDispatcher()
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
}

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent), m_wakeFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_wakeFd < 0)
        qFatal("no eventfd: %s", qPrintable(qt_error_string()));
    m_descriptors.watchWakeUps(m_wakeFd);
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wakeFd);
}

void EpollDispatcher::startingUp()
{
    TurnEnd::ofThisThread().setDriven(true);
}

void EpollDispatcher::closingDown()
{
    TurnEnd::ofThisThread().setDriven(false);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    TurnEnd &turn = TurnEnd::ofThisThread();
    const bool mayWait = flags & QEventLoop::WaitForMoreEvents;
    const bool withNotifiers = !(flags & QEventLoop::ExcludeSocketNotifiers);
    const bool withTimers = !(flags & QEventLoop::X11ExcludeTimers);

    m_interrupted = false;
    QCoreApplication::sendPostedEvents();
    if (m_interrupted)
        return true;

    const bool wouldSleep = mayWait && !m_woken && !turn.isPending();
    if (wouldSleep)
        Q_EMIT aboutToBlock();
    int timeout = 0;
    if (wouldSleep && !turn.isPending())
        timeout = withTimers ? m_timers.sleepMs() : -1;
    const bool woken = wait(timeout, withNotifiers);
    if (wouldSleep)
        Q_EMIT awake();

    bool busy = withNotifiers && m_descriptors.activate();
    busy |= withTimers && m_timers.fire();
    const bool idle = !busy && !woken;
    if (turn.isPending() && (idle || !mayWait || turn.isOverdue())) {
        turn.run();
        busy = true;
    }
    return busy;
}

// True when somebody woke the loop since the last wait. A wake-up that comes after this returns finds
// m_woken cleared or sets it: either way what it was for is seen by the next pass, before it sleeps.
bool EpollDispatcher::wait(int timeoutMs, bool withNotifiers)
{
    m_sleeping = true;
    const bool before = m_woken.exchange(false);
    if (before)
        timeoutMs = 0;
    if (withNotifiers) {
        m_descriptors.wait(timeoutMs);
    } else {
        pollfd wake{m_wakeFd, POLLIN, 0};
        quint64 count = 0;
        if (::poll(&wake, 1, timeoutMs) > 0)
            [[maybe_unused]] const ssize_t size = ::read(m_wakeFd, &count, sizeof count);
    }
    m_sleeping = false;
    return m_woken.exchange(false) || before;
}

void EpollDispatcher::wakeUp()
{
    if (m_woken.exchange(true) || !m_sleeping)
        return;
    const quint64 one = 1;
    [[maybe_unused]] const ssize_t size = ::write(m_wakeFd, &one, sizeof one);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    m_descriptors.add(notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    m_descriptors.remove(notifier);
}

void EpollDispatcher::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    m_timers.add(id, std::chrono::milliseconds(interval), type, object);
}

bool EpollDispatcher::unregisterTimer(int id)
{
    return m_timers.remove(id);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.remove(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int id)
{
    return m_timers.remainingMs(id);
}

} // namespace Lanroom

#endif
