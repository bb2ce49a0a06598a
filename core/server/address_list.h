// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/addresses.h"

#include <QtCore/qlist.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qhostaddress.h>

namespace Lanroom {

/// One address of this machine with what tells how likely other devices reach it.
struct LocalAddress
{
    QHostAddress address;
    QString interface; // "wlan0"
    bool isLan = false; // a wired or wireless interface, by the system's word
};

/// The order in which addresses are offered: a real interface's before a virtual one's, IPv4 before
/// IPv6, what a machine gives itself when nobody gives it an address (169.254.) after those, loopback
/// last. IPv6 link-local ones are left out: no browser can be given them.
QList<QHostAddress> likeliestFirst(const QList<LocalAddress> &all);

/// The machine's addresses now, as URLs of our port. Main thread, owned by the server.
class AddressList final : public Addresses
{
    Q_OBJECT
public:
    static constexpr int kLookMs = 2000;

    AddressList();

    QStringList urls() const override { return m_urls; }

    /// bound: the address listened on; a wildcard means all there are.
    void start(const QHostAddress &bound, quint16 port);
    void stop();

private:
    void look();

    QTimer m_timer;
    QHostAddress m_bound;
    quint16 m_port = 0;
    QStringList m_urls;
};

} // namespace Lanroom
