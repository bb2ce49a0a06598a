// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/unix_signals.h"

#ifdef Q_OS_UNIX
#include <QtCore/qsocketnotifier.h>

#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace Lanroom {

#ifdef Q_OS_UNIX

namespace {

int fromHandler[2] = {-1, -1};

void noteSignal(int)
{
    const char byte = 1;
    // A full pair means that one is noted already.
    [[maybe_unused]] const ssize_t written = ::write(fromHandler[0], &byte, 1);
}

} // namespace

UnixSignals::UnixSignals()
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, fromHandler) != 0)
        return;
    for (const int end : fromHandler) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    auto *notifier = new QSocketNotifier(fromHandler[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        if (::read(fromHandler[1], bytes, sizeof bytes) > 0)
            Q_EMIT terminationAsked();
    });
    struct sigaction action = {};
    action.sa_handler = noteSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGTERM, SIGINT})
        ::sigaction(signal, &action, nullptr);
    // Its terminal was closed. Whoever wants it to go on then (nohup) has it ignored.
    struct sigaction inherited = {};
    if (::sigaction(SIGHUP, nullptr, &inherited) == 0 && inherited.sa_handler != SIG_IGN)
        ::sigaction(SIGHUP, &action, nullptr);
}

#else

UnixSignals::UnixSignals() = default;

#endif

} // namespace Lanroom
