// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/job.h"

#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

#include <deque>
#include <functional>
#include <mutex>

namespace Lanroom::Storage {

/// The way back: where a thread with an event loop gets the outcomes of the jobs it gave, in the
/// order in which they were posted, one event for many. Every such thread has one, made when it is
/// first needed; its end drops what waits and what still comes. A thread without an event loop has
/// none: its jobs are finished where they were done, and it may wait for them.
class Home
{
public:
    /// This thread's; null when it has no event loop. The main thread always counts as one that
    /// has.
    static std::shared_ptr<Home> here();
    /// Brings job home: from any thread, after it has run or failed.
    static void send(JobPtr job);

    /// Cancels what waits here for this owner. On the home's own thread, from inside a finish(),
    /// too.
    void forget(const void *owner);

    /// Asked before each outcome that is brought: where it says so the rest waits here, till goOn(). For
    /// whoever makes an answer of each that somebody must take. On the home's own thread, as goOn() is.
    void setBrake(std::function<bool()> isOn);
    void goOn();

    /// Told of what keeps a database that was opened here from being written (owner: which), and with no
    /// words when that is over, or the database is closed. On the home's own thread.
    void setTroubleListener(std::function<void(const void *owner, const QString &words)> listener);
    void hearTrouble(const void *owner, const QString &words);

private:
    friend struct HomeOfThread;

    void post(JobPtr job);
    void open();
    void close();
    void finishWaiting();
    void callLater(); // under m_mutex

    std::mutex m_mutex;
    std::deque<JobPtr> m_waiting;        // under m_mutex
    std::unique_ptr<QObject> m_receiver; // under m_mutex; of the home's thread
    bool m_eventUnderWay = false;        // under m_mutex
    std::function<bool()> m_brake;       // of the home's thread
    std::function<void(const void *, const QString &)> m_troubleListener; // of the home's thread
};

} // namespace Lanroom::Storage
