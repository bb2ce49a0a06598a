// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/address_key.h"

#include <QtCore/qendian.h>
#include <QtCore/qstring.h>
#include <QtNetwork/qhostaddress.h>

namespace Lanroom::Chat {

AddressKey addressKey(const QString &address)
{
    const QHostAddress host(address);
    bool isV4 = false;
    // Also for one in v6's clothes. No /64 is like it: ::/32 is nobody's network.
    if (const quint32 v4 = host.toIPv4Address(&isV4); isV4)
        return v4;
    return qFromBigEndian<quint64>(host.toIPv6Address().c);
}

} // namespace Lanroom::Chat
