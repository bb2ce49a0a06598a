// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qfile.h>
#include <QtCore/qlist.h>

#include <unistd.h>

namespace Lanroom::Test {

/// False for a process that has ended, also where nobody has asked for its status yet (a zombie).
inline bool isAlive(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (pid <= 0 || !stat.open(QFile::ReadOnly))
        return false;
    const QByteArray line = stat.readAll();
    return line.mid(line.lastIndexOf(')') + 2, 1) != "Z";
}

/// Memory it really uses; 0 when it has ended.
inline qint64 residentBytes(qint64 pid)
{
    QFile statm(QStringLiteral("/proc/%1/statm").arg(pid));
    if (!statm.open(QFile::ReadOnly))
        return 0;
    return statm.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

/// The processor time it has used, in milliseconds.
inline qint64 cpuMs(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!stat.open(QFile::ReadOnly))
        return 0;
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return (fields.value(11).toLongLong() + fields.value(12).toLongLong()) * 1000 /
           ::sysconf(_SC_CLK_TCK);
}

/// Those that its first thread has started.
inline QList<qint64> childrenOf(qint64 pid)
{
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
    QList<qint64> pids;
    if (children.open(QFile::ReadOnly)) {
        for (const QByteArray &child : children.readAll().split(' ')) {
            if (const qint64 id = child.toLongLong(); id > 0)
                pids.append(id);
        }
    }
    return pids;
}

/// Its name, as the kernel has it: at most 15 characters of the file's.
inline QString programOf(qint64 pid)
{
    QFile comm(QStringLiteral("/proc/%1/comm").arg(pid));
    return comm.open(QFile::ReadOnly) ? QString::fromUtf8(comm.readAll().trimmed()) : QString();
}

} // namespace Lanroom::Test
