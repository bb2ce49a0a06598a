// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

namespace Lanroom {

/// Which program listens on a TCP port of this machine, for an error message: "nginx (process 812)".
/// Empty when the system does not say: other systems than Linux, other users' processes.
/// Reads /proc, some milliseconds; call it after a failure only.
QString portOwner(quint16 port);

} // namespace Lanroom
