// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

QT_BEGIN_NAMESPACE
class QString;
QT_END_NAMESPACE

namespace Lanroom::Chat {

/// Where somebody comes from, as far as limits go: the four bytes of an IPv4 address, or the first
/// eight of an IPv6 address, since a device has as many of those as it likes within its network.
using AddressKey = quint64;

/// Of an address as Client::address() writes it; what is none has the key 0.
AddressKey addressKey(const QString &address);

} // namespace Lanroom::Chat
