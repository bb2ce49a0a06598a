// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/child_setup.h"

#ifndef Q_OS_LINUX

namespace Lanroom {

// Here a worker notices its server's end by the control link alone, no descriptor is handed down
// (gateways bind for themselves), what a worker started outlives it, and
// nothing confines it.
void setUpChild(QProcess &, int handDownFd, const Confinement &)
{
    Q_ASSERT(handDownFd < 0);
}

int guardsOfAChild()
{
    return 0;
}

void killChildGroup(QProcess &process, qint64, const QByteArray &)
{
    process.kill();
}

} // namespace Lanroom

#endif
