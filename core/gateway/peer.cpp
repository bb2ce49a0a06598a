// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/peer.h"

#include "gateway/transport.h"

#include <QtNetwork/qhostaddress.h>

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

Peer peerOf(const Transport &transport)
{
    const QHostAddress peer = plain(transport.peerAddress());
    const QHostAddress own = plain(transport.localAddress());
    return {peer.toString(), own.toString(), peer.isLoopback(), isOwnMachine(peer, own)};
}

bool isOwnMachine(const QHostAddress &peer, const QHostAddress &own)
{
    return plain(peer).isLoopback() || plain(peer) == plain(own);
}

} // namespace Lanroom
