// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/child_setup.h"

#ifdef Q_OS_LINUX

#include "supervisor/session_usage.h"

#include <csignal>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace Lanroom {

namespace {

/// The read end of a pipe whose other end nobody but this process holds, so that it ends when we do,
/// however that happens. -1 when there is none to be had.
int lifeline()
{
    static const int readEnd = [] {
        int ends[2];
        return ::pipe2(ends, O_CLOEXEC) == 0 ? ends[0] : -1;
    }();
    return readEnd;
}

/// PR_SET_PDEATHSIG ends the child with us, but not what the child has started. That is in its group,
/// and so is this: a shell that waits for our end and then kills the group. It is nobody's child, since
/// a worker that waits for its own would wait for it, too. Called between fork and exec.
void leaveGuard(int lifeline)
{
    const pid_t between = ::_Fork();
    if (between == 0) {
        if (::_Fork() == 0) {
            ::dup2(lifeline, STDIN_FILENO);
            ::close_range(1, ~0U, 0);
            ::execl("/bin/sh", "sh", "-c", "read -r _; kill -KILL 0", nullptr);
        }
        ::_exit(0);
    }
    if (between > 0)
        ::waitpid(between, nullptr, 0);
}

/// Called between fork and exec.
void confine(const Confinement &confinement)
{
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    const rlimit noCore{0, 0};
    ::setrlimit(RLIMIT_CORE, &noCore);
    // This counts everything that the user runs, so it can't be set to what the worker may have. Half of
    // the user's own ceiling keeps a fork bomb from the other half until ResourceWatch ends it. (The
    // kernel does not hold root to it.)
    rlimit most;
    if (confinement.processes > 0 && ::getrlimit(RLIMIT_NPROC, &most) == 0 && most.rlim_cur != RLIM_INFINITY) {
        most.rlim_cur /= 2;
        most.rlim_max = most.rlim_cur;
        ::setrlimit(RLIMIT_NPROC, &most);
    }
}

} // namespace

void setUpChild(QProcess &process, int handDownFd, const Confinement &confinement)
{
    const pid_t parent = ::getpid();
    // Between fork and exec: only async-signal-safe calls, no allocation, no Qt.
    process.setChildProcessModifier([parent, handDownFd, confinement, life = lifeline()] {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(1);
        confine(confinement);
        if (life >= 0)
            leaveGuard(life);
        ::signal(SIGPIPE, SIG_IGN); // exec keeps it
        ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
        if (handDownFd >= 0)
            ::fcntl(handDownFd, F_SETFD, 0);
    });
}

int guardsOfAChild()
{
    return lifeline() >= 0 ? 1 : 0;
}

void killChildGroup(QProcess &process, qint64 pid, const QByteArray &mark)
{
    if (pid > 0)
        ::killpg(pid_t(pid), SIGKILL);
    // In the moment between fork and setsid it has no group of its own yet.
    process.kill();
    killStrays(pid, mark);
}

} // namespace Lanroom

#endif
