// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/leftovers.h"

#ifdef Q_OS_LINUX

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>

#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>

namespace Lanroom::Leftovers {

namespace {

/// The kernel lists children by the thread that started them.
QSet<qint64> children()
{
    QSet<qint64> all;
    const QDir threads(QStringLiteral("/proc/self/task"));
    const QStringList ids = threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &id : ids) {
        QFile list(threads.filePath(id + QStringLiteral("/children")));
        if (!list.open(QIODevice::ReadOnly))
            continue;
        const QList<QByteArray> pids = list.readAll().split(' ');
        for (const QByteArray &pid : pids) {
            if (!pid.isEmpty())
                all.insert(pid.toLongLong());
        }
    }
    return all;
}

} // namespace

void adopt()
{
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

bool end(const QSet<qint64> &ours)
{
    bool found = false;
    for (const qint64 pid : children() - ours) {
        found = true;
        ::kill(pid_t(pid), SIGKILL);
        ::waitpid(pid_t(pid), nullptr, WNOHANG); // those that are not dead yet, the next time
    }
    return found;
}

} // namespace Lanroom::Leftovers

#else

namespace Lanroom::Leftovers {

void adopt() {}

bool end(const QSet<qint64> &)
{
    return false;
}

} // namespace Lanroom::Leftovers

#endif
