// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom::Link {

struct PeerCredentials
{
    qint64 pid = 0;   // 0: the system can't tell
    bool isUs = true; // runs as our user; true where the system can't tell
};

/// Who holds the other end of a Unix socket, by the kernel's word (SO_PEERCRED, unix(7)); the one
/// place that knows how a system is asked.
PeerCredentials peerCredentials(qintptr descriptor);

} // namespace Lanroom::Link
