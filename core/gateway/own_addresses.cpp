// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/own_addresses.h"

#include <QtNetwork/qnetworkinterface.h>

namespace Lanroom {

const QList<QHostAddress> &OwnAddresses::at(qint64 nowMs)
{
    if (nowMs < m_askAt && !m_addresses.isEmpty())
        return m_addresses;
    m_askAt = nowMs + kFreshMs;
    m_addresses = QNetworkInterface::allAddresses();
    for (QHostAddress &address : m_addresses)
        address.setScopeId({}); // no URL carries one
    return m_addresses;
}

} // namespace Lanroom
