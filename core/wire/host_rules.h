// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearrayview.h>
#include <QtCore/qset.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

/// Which names this server answers to, and which pages may talk to it. Without these rules any web
/// site could reach it through a visitor's browser: directly (Origin), or by pointing its own name
/// at our address (Host, 'DNS rebinding'). Pure and immutable.
///
/// Good hosts: any IP literal, localhost, and the names given. Case, a trailing dot and the port
/// don't matter.
class HostRules
{
public:
    /// names: the hosts that are ours; origins: foreign ones the operator lets in
    /// ("https://a.example").
    HostRules(const QStringList &names, const QStringList &origins);

    /// The names a machine has by itself: hostname, hostname.local, and hostname under each domain
    /// of resolvConf's last 'search' or 'domain' line.
    static QStringList namesOf(const QString &hostname, const QByteArray &resolvConf);

    /// hostHeader: "name", "name:port", "1.2.3.4:80", "[::1]:80".
    bool hostAllowed(QByteArrayView hostHeader) const;

    /// True for a web origin (http or https) that is one of our names, any port, loopback, or the
    /// same address as hostHeader or ownAddress (where the connection came in): an arbitrary IP
    /// literal is a good Host, for no page can fake it, but as an Origin it's anybody's page.
    /// "null" is nobody's origin.
    bool originAllowed(QByteArrayView origin, QByteArrayView hostHeader,
                       const QString &ownAddress) const;

    /// Whether a service lets this origin in by itself: listed are exact origins
    /// ("https://a.example:8080"), "*" for every web site's pages, and "null" for pages that have no
    /// site, such as one opened from a file ("*" doesn't mean those: any page can make a frame
    /// without a site).
    static bool originListed(QByteArrayView origin, const QStringList &listed);

private:
    QSet<QString> m_names;
    QSet<QString> m_origins;
};

} // namespace Lanroom
