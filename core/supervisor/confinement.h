// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom {

/// What a worker and all that it starts may take of the machine, together: its session, which it leads
/// from its first moment (child_setup.h). What leaves that session isn't counted, but ends with the
/// worker (killStrays()). The one description of how a worker is confined.
///
/// The kernel holds what it can hold by itself, from before the program's first instruction: no new
/// privileges by setuid programs, no core dumps (they would hold what people said), and, but for a
/// server that runs as root, a ceiling on processes. The rest is looked at (ResourceWatch): who takes
/// more is ended with all it started, and started anew by the usual policy.
struct Confinement
{
    qint64 memoryBytes = 0; // resident, shared pages counted in each process; 0: as much as there is
    int cpuPercent = 0;     // of one core, over ResourceWatch::kCpuWindowMs; 0: as much as there is
    int processes = 0;      // with the worker itself; 0: as many as there may be

    bool isAnything() const { return memoryBytes > 0 || cpuPercent > 0 || processes > 0; }
};

} // namespace Lanroom
