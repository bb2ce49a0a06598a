// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

QT_BEGIN_NAMESPACE
class QHostAddress;
QT_END_NAMESPACE

namespace Lanroom {

/// Who counts as one where a limit goes by address. An IPv6 device has as many addresses as it likes
/// within its network, and all the devices of a LAN are mostly in one such network. So both are counted: the
/// device by its address, and the network (a /64) as kNetworkShare devices. A plain value.
struct AddressKey
{
    static constexpr int kNetworkShare = 16;

    AddressKey(quint64 oneDevice = 0, quint64 itsNetwork = 0) : device(oneDevice), network(itsNetwork) {}
    /// An IPv4 address in IPv6's clothes, as it comes in at a listener for both, counts as what it is. A
    /// scope (fe80::1%eth0) makes no difference.
    static AddressKey of(const QHostAddress &address);

    friend bool operator==(const AddressKey &, const AddressKey &) = default;

    quint64 device;  // the four bytes of IPv4; of IPv6 all sixteen hashed, as it is done anew in each process
    quint64 network; // the first eight bytes of IPv6; 0 for IPv4, which has no second count
};

} // namespace Lanroom
