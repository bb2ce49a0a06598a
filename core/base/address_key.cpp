// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/address_key.h"

#include <QtCore/qendian.h>
#include <QtCore/qhashfunctions.h>
#include <QtNetwork/qhostaddress.h>

namespace Lanroom {

AddressKey AddressKey::of(const QHostAddress &address)
{
    bool isV4 = false;
    if (const quint32 v4 = address.toIPv4Address(&isV4); isV4)
        return {v4};
    const Q_IPV6ADDR v6 = address.toIPv6Address();
    return {qHashBits(v6.c, sizeof v6.c, QHashSeed::globalSeed()), qFromBigEndian<quint64>(v6.c)};
}

} // namespace Lanroom
