// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

namespace Lanroom {

class Transport;

/// Who is at the other end of a connection, and where it came in. A plain value.
struct Peer
{
    QString address;    // "192.168.1.7"; v4 in v6's clothes as v4, no zone
    QString ownAddress; // ours, in the same form
    bool local = false; // from loopback
};

Peer peerOf(const Transport &transport);

} // namespace Lanroom
