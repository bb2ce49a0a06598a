// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qfile.h>

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

} // namespace Lanroom::Test
