// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/confinement.h"

#include <QtCore/qprocess.h>

namespace Lanroom {

// What differs between systems in starting and ending a child process. child_setup_linux.cpp does all
// that is said here; child_setup_plain.cpp, for other systems, what plain Qt can.

/// Says what happens in the child between fork and exec; call before process.start(), on the main
/// thread. The child then:
///  - has no descriptor of ours but stdin, stdout, stderr and handDownFd (-1: none);
///  - gets an error, not a signal, when it writes after our end and nobody reads what it says;
///  - can gain no privileges, dumps no core, and makes no process over the ceiling in confinement;
///  - leads a session and process group of its own, so a Ctrl-C here is not also its;
///  - is killed when the thread that started it ends, however that happens, and with it everything that
///    it started and that is still in its group.
void setUpChild(QProcess &process, int handDownFd, const Confinement &confinement);
/// How many processes of ours that leaves in the child's session.
int guardsOfAChild();

/// Kills (SIGKILL) the child and everything it started that is still in its group or session, or has
/// mark in its environment (killStrays()). All that outlives the child, so this is right after its own
/// end, too.
void killChildGroup(QProcess &process, qint64 pid, const QByteArray &mark);

} // namespace Lanroom
