// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/peer_watch.h"

#include <QtNetwork/qtcpsocket.h>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace Lanroom {

void watchPeer(QTcpSocket &socket)
{
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
#ifdef Q_OS_LINUX
    const auto set = [fd = int(socket.socketDescriptor())](int option, int value) {
        ::setsockopt(fd, IPPROTO_TCP, option, &value, sizeof value);
    };
    constexpr int kProbes = 3;
    set(TCP_KEEPIDLE, kPeerGoneMs / 2 / 1000);
    set(TCP_KEEPINTVL, kPeerGoneMs / 2 / 1000 / kProbes);
    set(TCP_KEEPCNT, kProbes);
    set(TCP_USER_TIMEOUT, kPeerGoneMs);
#endif
}

} // namespace Lanroom
