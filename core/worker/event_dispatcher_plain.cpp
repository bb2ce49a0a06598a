// SPDX-License-Identifier: LGPL-3.0-or-later
#include "worker/event_dispatcher.h"

#include <QtCore/qglobal.h>

#ifndef Q_OS_LINUX

namespace Lanroom {

void installEpollDispatcher() {}

} // namespace Lanroom

#endif
