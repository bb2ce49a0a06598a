// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/peer.h"

#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtcpsocket.h>

namespace Lanroom {

namespace {

QHostAddress plain(QHostAddress address)
{
    bool isV4 = false;
    if (const quint32 v4 = address.toIPv4Address(&isV4); isV4)
        return QHostAddress(v4);
    address.setScopeId({});
    return address;
}

} // namespace

Peer peerOf(const QTcpSocket &socket)
{
    const QHostAddress peer = plain(socket.peerAddress());
    return {peer.toString(), plain(socket.localAddress()).toString(), peer.isLoopback()};
}

} // namespace Lanroom
