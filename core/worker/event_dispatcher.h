// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

namespace Lanroom {

/// Gives the main thread an event dispatcher that does not slow down with the number of open sockets.
/// In main(), before QCoreApplication. Where there is no epoll Qt's own dispatcher stays.
void installEpollDispatcher();

} // namespace Lanroom
