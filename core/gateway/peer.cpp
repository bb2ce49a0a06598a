// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/peer.h"

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

Peer peerOf(const QHostAddress &peer, const QHostAddress &own)
{
    const QHostAddress plainPeer = plain(peer);
    return {plainPeer.toString(), plain(own).toString(), plainPeer.isLoopback(),
            isOwnMachine(peer, own)};
}

bool isOwnMachine(const QHostAddress &peer, const QHostAddress &own)
{
    return plain(peer).isLoopback() || plain(peer) == plain(own);
}

} // namespace Lanroom
