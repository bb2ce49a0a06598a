// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qsocketnotifier.h>

#include <array>
#include <vector>

#include <sys/epoll.h>

namespace Lanroom {

/// The socket notifiers of one thread and the kernel's epoll set that watches for them. Linux only.
/// Passive; owned by the EpollDispatcher, on its thread.
///
/// All notifiers of a descriptor share one registration, level-triggered. Registrations follow the
/// notifiers just before the wait, not at once: a socket's write notifier is mostly switched on and off
/// within one turn, and the kernel hears of neither. The last notifier's end is told at once, since
/// then the descriptor is about to be closed and its number given to another.
///
/// What the kernel reports for a descriptor that nobody watches (it was closed while a copy of it is
/// open elsewhere, so the kernel can no longer be told) makes a fresh epoll set. A regular file cannot be
/// watched; its notifier stays silent, with a warning.
class DescriptorSet
{
public:
    /// Ready descriptors taken from the kernel at once. The rest has its turn in the next pass, after
    /// timers and posted events.
    static constexpr int kBatch = 64;

    DescriptorSet();
    ~DescriptorSet();
    Q_DISABLE_COPY_MOVE(DescriptorSet)

    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    /// Watches wakeFd, which has no notifier: every write to it ends a wait, and nobody reads it.
    void watchWakeUps(int wakeFd);

    /// Waits and takes what is ready. Ends early, with 0, when a signal comes.
    void wait(int timeoutMs);
    /// Activates the notifiers of what wait() took. True when there was one.
    bool activate();

private:
    struct Watched
    {
        std::array<QSocketNotifier *, 3> notifiers = {}; // by QSocketNotifier::Type
        quint32 told = 0;       // the events of its registration in the kernel; 0: none
        quint32 generation = 0; // counts registrations, to know a late report
        bool changed = false;   // is in m_changed
    };

    static quint32 wanted(const Watched &watched);
    void forget(int fd);
    void tell(int fd);
    void tellChanges();
    void startAfresh();
    bool activate(const epoll_event &ready);

    int m_epoll;
    int m_wakeFd = -1;
    std::vector<Watched> m_watched; // by descriptor
    std::vector<int> m_changed;
    std::array<epoll_event, kBatch> m_ready;
    int m_readyCount = 0;
    quint64 m_waits = 0; // so that a nested loop's wait is noticed
};

} // namespace Lanroom
