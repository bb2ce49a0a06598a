// SPDX-License-Identifier: LGPL-3.0-or-later
#include <QtCore/qglobal.h>

#ifdef Q_OS_LINUX

#include "worker/descriptor_set.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>

#include <algorithm>
#include <cerrno>
#include <unistd.h>
#include <utility>

namespace Lanroom {

namespace {

// By QSocketNotifier::Type. Who reads or writes hears of errors from the call, so any type is told.
constexpr quint32 kEvents[] = {EPOLLIN, EPOLLOUT, EPOLLPRI};
constexpr quint32 kTrouble = EPOLLERR | EPOLLHUP;

constexpr quint64 kWakeKey = ~quint64(0);

quint64 keyOf(int fd, quint32 generation)
{
    return quint64(generation) << 32 | quint32(fd);
}

} // namespace

DescriptorSet::DescriptorSet() : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    if (m_epoll < 0)
        qFatal("no epoll set: %s", qPrintable(qt_error_string()));
}

DescriptorSet::~DescriptorSet()
{
    ::close(m_epoll);
}

quint32 DescriptorSet::wanted(const Watched &watched)
{
    quint32 events = 0;
    for (size_t type = 0; type < watched.notifiers.size(); ++type)
        events |= watched.notifiers[type] ? kEvents[type] : 0;
    return events;
}

void DescriptorSet::add(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    if (m_watched.size() <= size_t(fd))
        m_watched.resize(size_t(fd) + 1);
    Watched &watched = m_watched[size_t(fd)];
    QSocketNotifier *&place = watched.notifiers[notifier->type()];
    // The place is taken: its owner closed the descriptor and kept the notifier. The number is
    // another's now.
    if (place)
        forget(fd);
    place = notifier;
    if (!std::exchange(watched.changed, true))
        m_changed.push_back(fd);
}

void DescriptorSet::remove(QSocketNotifier *notifier)
{
    const int fd = int(notifier->socket());
    if (m_watched.size() <= size_t(fd))
        return;
    Watched &watched = m_watched[size_t(fd)];
    QSocketNotifier *&place = watched.notifiers[notifier->type()];
    if (place != notifier)
        return;
    place = nullptr;
    if (wanted(watched) == 0)
        forget(fd);
    else if (!std::exchange(watched.changed, true))
        m_changed.push_back(fd);
}

void DescriptorSet::forget(int fd)
{
    Watched &watched = m_watched[size_t(fd)];
    if (watched.told == 0)
        return;
    ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, nullptr); // fails when it was closed: also good
    watched.told = 0;
    ++watched.generation;
}

void DescriptorSet::watchWakeUps(int wakeFd)
{
    m_wakeFd = wakeFd;
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    event.data.u64 = kWakeKey;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, wakeFd, &event);
}

void DescriptorSet::tell(int fd)
{
    Watched &watched = m_watched[size_t(fd)];
    watched.changed = false;
    epoll_event event{};
    event.events = wanted(watched);
    event.data.u64 = keyOf(fd, watched.generation);
    if (event.events == watched.told)
        return;
    const int change = watched.told ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    bool done = ::epoll_ctl(m_epoll, change, fd, &event) == 0;
    if (!done && watched.told && errno == ENOENT) // closed beside its notifier, and the number is another's now
        done = ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event) == 0;
    if (done) {
        watched.told = event.events;
    } else {
        qWarning("descriptor %d cannot be watched: %s", fd, qPrintable(qt_error_string()));
        watched.told = 0;
    }
}

void DescriptorSet::tellChanges()
{
    for (const int fd : std::exchange(m_changed, {}))
        tell(fd);
}

void DescriptorSet::wait(int timeoutMs)
{
    tellChanges();
    ++m_waits;
    m_readyCount = std::max(0, ::epoll_wait(m_epoll, m_ready.data(), kBatch, timeoutMs));
    const auto end = m_ready.begin() + m_readyCount;
    const auto stale = [this](const epoll_event &ready) {
        const quint64 key = ready.data.u64;
        if (key == kWakeKey)
            return false;
        const Watched &watched = m_watched[quint32(key)];
        return watched.told == 0 || watched.generation != quint32(key >> 32);
    };
    if (std::any_of(m_ready.begin(), end, stale)) {
        m_readyCount = 0; // what is ready stays so, and is reported by the fresh set
        startAfresh();
    }
}

void DescriptorSet::startAfresh()
{
    const int fresh = ::epoll_create1(EPOLL_CLOEXEC);
    if (fresh < 0)
        return; // out of descriptors: it is tried again at the next such report
    ::close(std::exchange(m_epoll, fresh));
    watchWakeUps(m_wakeFd);
    for (size_t fd = 0; fd < m_watched.size(); ++fd) {
        m_watched[fd].told = 0;
        tell(int(fd));
    }
}

bool DescriptorSet::activate()
{
    const quint64 ours = m_waits;
    bool any = false;
    // A slot may spin a loop, which waits and takes anew; the rest of ours is reported there again.
    for (int i = 0; i < m_readyCount && m_waits == ours; ++i) {
        const epoll_event ready = m_ready[size_t(i)];
        if (ready.data.u64 != kWakeKey)
            any |= activate(ready);
    }
    return any;
}

bool DescriptorSet::activate(const epoll_event &ready)
{
    const size_t fd = quint32(ready.data.u64);
    const quint32 generation = quint32(ready.data.u64 >> 32);
    bool any = false;
    for (size_t type = 0; type < std::size(kEvents); ++type) {
        // Looked up each time: the slot before may have ended this notifier and begun others.
        const Watched &watched = m_watched[fd];
        QSocketNotifier *const notifier = watched.notifiers[type];
        if (!(ready.events & (kEvents[type] | kTrouble)) || !notifier
            || watched.generation != generation)
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
        any = true;
    }
    return any;
}

} // namespace Lanroom

#endif
