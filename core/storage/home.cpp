// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/home.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qthread.h>

namespace Lanroom::Storage {

/// Opens the thread's home when it is first asked for, and closes it with the thread.
struct HomeOfThread
{
    HomeOfThread() { home->open(); }
    ~HomeOfThread() { home->close(); }
    const std::shared_ptr<Home> home = std::make_shared<Home>();
};

static bool hasEventLoop()
{
    const QThread *thread = QThread::currentThread();
    const QCoreApplication *application = QCoreApplication::instance();
    return thread->loopLevel() > 0 || (application && application->thread() == thread);
}

std::shared_ptr<Home> Home::here()
{
    if (!hasEventLoop())
        return nullptr;
    static thread_local const HomeOfThread thread;
    return thread.home;
}

void Home::send(JobPtr job)
{
    if (const std::shared_ptr<Home> home = job->home()) {
        home->post(std::move(job));
    } else {
        job->leave();
        job->finish();
    }
}

void Home::open()
{
    m_receiver = std::make_unique<QObject>();
}

void Home::close()
{
    std::deque<JobPtr> dropped;
    const std::lock_guard lock(m_mutex);
    m_receiver.reset();
    dropped.swap(m_waiting);
}

void Home::post(JobPtr job)
{
    const std::lock_guard lock(m_mutex);
    if (!m_receiver)
        return;
    m_waiting.push_back(std::move(job));
    callLater();
}

void Home::callLater()
{
    // Later ones ride on the event that is already under way.
    if (!std::exchange(m_eventUnderWay, true))
        QMetaObject::invokeMethod(
            m_receiver.get(), [this] { finishWaiting(); }, Qt::QueuedConnection);
}

void Home::setBrake(std::function<bool()> isOn)
{
    m_brake = std::move(isOn);
}

void Home::goOn()
{
    const std::lock_guard lock(m_mutex);
    if (m_receiver && !m_waiting.empty())
        callLater();
}

void Home::setTroubleListener(std::function<void(const void *, const QString &)> listener)
{
    m_troubleListener = std::move(listener);
}

void Home::hearTrouble(const void *owner, const QString &words)
{
    if (m_troubleListener)
        m_troubleListener(owner, words);
}

void Home::finishWaiting()
{
    std::unique_lock lock(m_mutex);
    m_eventUnderWay = false;
    // Those that come meanwhile have an event of their own, so that others get their turn. One at a
    // time is taken out, since what it is told may end the owner of the next.
    for (size_t left = m_waiting.size(); left > 0 && !m_waiting.empty(); --left) {
        if (m_brake && m_brake())
            return;
        JobPtr job = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        job->leave();
        job->finish();
        job.reset(); // what it holds may be the last of a database, which asks for this lock
        lock.lock();
    }
}

void Home::forget(const void *owner)
{
    std::deque<JobPtr> dropped; // ended without the lock: what they hold may do anything
    const std::lock_guard lock(m_mutex);
    std::deque<JobPtr> kept;
    for (JobPtr &job : m_waiting)
        (job->owner() == owner ? dropped : kept).push_back(std::move(job));
    m_waiting.swap(kept);
}

} // namespace Lanroom::Storage
