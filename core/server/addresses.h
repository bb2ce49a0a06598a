// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

/// The operator's subject 'addresses': under which URLs people can reach us now, likeliest first
/// (wired or wireless LAN addresses before virtual bridges, IPv4 before IPv6, loopback last).
/// Follows the network: looks at the interfaces every 2 s while running. Main thread, owned by
/// Server.
class Addresses : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual QStringList urls() const = 0; // "http://192.168.1.5:8080/"
    QString best() const { return urls().value(0); }

Q_SIGNALS:
    void changed();
};

} // namespace Lanroom
