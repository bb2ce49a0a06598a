// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>

#include <optional>

namespace Lanroom {

/// What the processes of one session take, together.
struct SessionUsage
{
    qint64 residentBytes = 0;
    qint64 cpuMs = 0; // of those that live, and of their children that ended; never exact
    int processes = 0;
};

// session_usage_linux.cpp reads /proc; session_usage_plain.cpp, for other systems, knows nothing.

/// Of the process alone. Nothing when it has gone or the system does not tell.
std::optional<SessionUsage> processUsage(qint64 pid);
/// Of every process in the session that leader leads: a look at each process of the machine.
std::optional<SessionUsage> sessionUsage(qint64 leader);
/// Whether the process has children now: the cheap question before sessionUsage().
bool hasChildren(qint64 pid);
/// SIGKILL to all in the session that leader leads which have left its process group (killpg() reaches
/// that at once), and to all that have left the session (setsid(), as daemons do) but began with mark
/// in their environment, until none is left or a few rounds have passed. mark: "NAME=VALUE", nobody
/// else's.
void killStrays(qint64 leader, const QByteArray &mark);

} // namespace Lanroom
