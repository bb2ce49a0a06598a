// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/child_setup.h"

#ifdef Q_OS_LINUX

#include <csignal>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace Lanroom {

void setUpChild(QProcess &process, int handDownFd)
{
    const pid_t parent = ::getpid();
    // Between fork and exec: only async-signal-safe calls, no allocation, no Qt.
    process.setChildProcessModifier([parent, handDownFd] {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(1);
        ::signal(SIGPIPE, SIG_IGN); // exec keeps it
        ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        if (handDownFd >= 0)
            ::fcntl(handDownFd, F_SETFD, 0);
    });
}

void killChildGroup(QProcess &process, qint64 pid)
{
    if (pid > 0)
        ::killpg(pid_t(pid), SIGKILL);
    // In the moment between fork and setsid it has no group of its own yet.
    process.kill();
}

} // namespace Lanroom

#endif
