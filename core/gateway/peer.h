// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

QT_BEGIN_NAMESPACE
class QHostAddress;
QT_END_NAMESPACE

namespace Lanroom {

/// Who is at the other end of a connection, and where it came in. A plain value.
struct Peer
{
    QString address;    // "192.168.1.7"; v4 in v6's clothes as v4, no zone
    QString ownAddress; // ours, in the same form
    bool local = false; // from loopback
    bool ownMachine = false; // see isOwnMachine()
};

Peer peerOf(const QHostAddress &peer, const QHostAddress &own);
/// From loopback, or from another of this machine's addresses: a machine that connects to one of its
/// own addresses does so from that address.
bool isOwnMachine(const QHostAddress &peer, const QHostAddress &own);

} // namespace Lanroom
