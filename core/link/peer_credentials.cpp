// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/peer_credentials.h"

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace Lanroom::Link {

PeerCredentials peerCredentials(qintptr descriptor)
{
#ifdef Q_OS_LINUX
    ucred peer{};
    socklen_t size = sizeof peer;
    if (getsockopt(int(descriptor), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0)
        return {peer.pid, peer.uid == geteuid()};
    return {0, false};
#else
    Q_UNUSED(descriptor)
    return {};
#endif
}

} // namespace Lanroom::Link
