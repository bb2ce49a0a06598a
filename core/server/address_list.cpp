// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/address_list.h"

#include <QtNetwork/qnetworkinterface.h>

#include <algorithm>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Interfaces that containers, virtual machines and tunnels make; other devices are not behind them.
bool isVirtual(const QString &interface)
{
    static const QStringList prefixes{u"docker"_s, u"br-"_s,   u"virbr"_s, u"veth"_s, u"vmnet"_s,
                                      u"vboxnet"_s, u"lxc"_s,  u"lxd"_s,   u"tun"_s,  u"tap"_s,
                                      u"wg"_s,      u"cni"_s,  u"podman"_s, u"tailscale"_s, u"zt"_s};
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&interface](const QString &prefix) { return interface.startsWith(prefix); });
}

bool isIpv4(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv4Protocol;
}

/// Lower is likelier.
int rank(const LocalAddress &local)
{
    if (local.address.isLoopback())
        return isIpv4(local.address) ? 100 : 101;
    int rank = isIpv4(local.address) ? 0 : 4;
    if (isIpv4(local.address) && local.address.isLinkLocal())
        rank += 8;
    if (isVirtual(local.interface))
        rank += 16;
    else if (!local.isLan)
        rank += 2;
    return rank;
}

QList<LocalAddress> addressesOfThisMachine()
{
    QList<LocalAddress> all;
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        const QNetworkInterface::InterfaceFlags flags = interface.flags();
        if (!(flags & QNetworkInterface::IsUp) || !(flags & QNetworkInterface::IsRunning))
            continue;
        const bool lan = interface.type() == QNetworkInterface::Wifi
            || interface.type() == QNetworkInterface::Ethernet;
        for (const QNetworkAddressEntry &entry : interface.addressEntries())
            all.append({entry.ip(), interface.name(), lan});
    }
    return all;
}

bool isWildcard(const QHostAddress &address)
{
    return address == QHostAddress(QHostAddress::Any) || address == QHostAddress(QHostAddress::AnyIPv4)
        || address == QHostAddress(QHostAddress::AnyIPv6);
}

QString url(const QHostAddress &address, quint16 port)
{
    const QString text = address.toString();
    const QString host = isIpv4(address) ? text : u"[%1]"_s.arg(text);
    return u"http://%1:%2/"_s.arg(host).arg(port);
}

} // namespace

QList<QHostAddress> likeliestFirst(const QList<LocalAddress> &all)
{
    QList<LocalAddress> sorted;
    for (const LocalAddress &local : all) {
        if (isIpv4(local.address) || !local.address.isLinkLocal())
            sorted.append(local);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const LocalAddress &a, const LocalAddress &b) {
        return rank(a) < rank(b);
    });
    QList<QHostAddress> addresses;
    for (const LocalAddress &local : std::as_const(sorted))
        addresses.append(local.address);
    return addresses;
}

AddressList::AddressList()
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &AddressList::look);
}

void AddressList::start(const QHostAddress &bound, quint16 port)
{
    m_bound = bound;
    m_port = port;
    look();
    if (isWildcard(bound))
        m_timer.start();
}

void AddressList::stop()
{
    m_timer.stop();
    m_urls.clear();
    Q_EMIT changed();
}

void AddressList::look()
{
    QList<QHostAddress> addresses{m_bound};
    if (isWildcard(m_bound)) {
        addresses = likeliestFirst(addressesOfThisMachine());
        if (m_bound == QHostAddress(QHostAddress::AnyIPv4))
            addresses.removeIf([](const QHostAddress &address) { return !isIpv4(address); });
        else if (m_bound == QHostAddress(QHostAddress::AnyIPv6)) // and Any is both
            addresses.removeIf(isIpv4);
    }
    QStringList urls;
    for (const QHostAddress &address : std::as_const(addresses))
        urls.append(url(address, m_port));
    if (urls == m_urls)
        return;
    m_urls = urls;
    Q_EMIT changed();
}

} // namespace Lanroom
