// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/session_usage.h"

#ifdef Q_OS_LINUX

#include <QtCore/qfile.h>
#include <QtCore/qstring.h>

#include <csignal>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <functional>
#include <unistd.h>

namespace Lanroom {

namespace {

constexpr int kRounds = 5;
constexpr qint64 kMaxEnvironment = 1024 * 1024;

/// Fields of /proc/PID/stat that count (proc(5)), from the third on: the second, the program's name, may
/// hold anything.
struct Stat
{
    char state = '?';
    qint64 group = 0;
    qint64 session = 0;
    qint64 ticks = 0; // utime + stime + cutime + cstime
    qint64 residentPages = 0;
};

std::optional<Stat> readStat(qint64 pid)
{
    char text[1024];
    std::snprintf(text, sizeof text, "/proc/%lld/stat", static_cast<long long>(pid));
    const int file = ::open(text, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return std::nullopt;
    const ssize_t size = ::read(file, text, sizeof text - 1);
    ::close(file);
    if (size <= 0)
        return std::nullopt;
    text[size] = '\0';
    const char *const rest = QByteArrayView(text, size).lastIndexOf(')') + text;
    Stat stat;
    long long group = 0, session = 0, user = 0, system = 0, childUser = 0, childSystem = 0, pages = 0;
    const int found = std::sscanf(rest, ") %c %*d %lld %lld %*d %*d %*u %*u %*u %*u %*u %lld %lld %lld %lld "
                                        "%*d %*d %*d %*d %*u %*u %lld",
                                  &stat.state, &group, &session, &user, &system, &childUser, &childSystem, &pages);
    if (found != 8)
        return std::nullopt;
    stat.group = group;
    stat.session = session;
    stat.ticks = user + system + childUser + childSystem;
    stat.residentPages = pages;
    return stat;
}

void add(const Stat &stat, SessionUsage &usage)
{
    static const qint64 pageBytes = ::sysconf(_SC_PAGESIZE);
    static const qint64 ticksPerSecond = ::sysconf(_SC_CLK_TCK);
    usage.cpuMs += stat.ticks * 1000 / ticksPerSecond;
    // A zombie holds nothing any more, but its time is in nobody else's count until it is waited for.
    if (stat.state == 'Z')
        return;
    usage.residentBytes += stat.residentPages * pageBytes;
    ++usage.processes;
}

/// Every process of the machine, zombies included.
bool forEachProcess(const std::function<void(qint64, const Stat &)> &visit)
{
    DIR *folder = ::opendir("/proc");
    if (!folder)
        return false;
    while (const dirent *entry = ::readdir(folder)) {
        const qint64 pid = QByteArrayView(entry->d_name).toLongLong();
        if (pid <= 0)
            continue;
        if (const auto stat = readStat(pid))
            visit(pid, *stat);
    }
    ::closedir(folder);
    return true;
}

/// Whether it was started with that in its environment. No: nor may we know (other users' processes).
bool beganWith(qint64 pid, const QByteArray &mark)
{
    QFile file(QStringLiteral("/proc/%1/environ").arg(pid));
    if (mark.isEmpty() || !file.open(QFile::ReadOnly))
        return false;
    const QByteArray environment = '\0' + file.read(kMaxEnvironment) + '\0';
    return environment.contains('\0' + mark + '\0');
}

} // namespace

std::optional<SessionUsage> processUsage(qint64 pid)
{
    const std::optional<Stat> stat = readStat(pid);
    if (!stat)
        return std::nullopt;
    SessionUsage usage;
    add(*stat, usage);
    return usage;
}

std::optional<SessionUsage> sessionUsage(qint64 leader)
{
    SessionUsage usage;
    const auto count = [leader, &usage](qint64, const Stat &stat) {
        if (stat.session == leader)
            add(stat, usage);
    };
    if (!forEachProcess(count))
        return std::nullopt;
    return usage;
}

bool hasChildren(qint64 pid)
{
    // The kernel lists the children of each thread by themselves.
    const QByteArray tasks = "/proc/" + QByteArray::number(pid) + "/task";
    DIR *folder = ::opendir(tasks.constData());
    if (!folder)
        return false;
    bool found = false;
    while (const dirent *entry = found ? nullptr : ::readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        const int file = ::open((tasks + '/' + entry->d_name + "/children").constData(), O_RDONLY | O_CLOEXEC);
        if (file < 0)
            continue;
        char first;
        found = ::read(file, &first, 1) == 1;
        ::close(file);
    }
    ::closedir(folder);
    return found;
}

void killStrays(qint64 leader, const QByteArray &mark)
{
    bool any = leader > 0;
    for (int round = 0; any && round < kRounds; ++round) {
        any = false;
        forEachProcess([&any, leader, &mark](qint64 pid, const Stat &stat) {
            // A zombie cannot be ended once more.
            const bool stray = stat.group != leader && stat.state != 'Z'
                && (stat.session == leader || beganWith(pid, mark));
            any |= stray && ::kill(pid_t(pid), SIGKILL) == 0;
        });
    }
}

} // namespace Lanroom

#endif
