// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/host_rules.h"

namespace Lanroom {

namespace {

using namespace Qt::StringLiterals;

/// Also none: "host:" is legal (RFC 3986 3.2.3).
bool isPort(QStringView text)
{
    return text.size() <= 5 && text.toUInt() <= 65535 &&
           std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// As browsers write origins. Programs that speak WebSocket make theirs from the address they connect
/// to, with its scheme (ws4py), or end it with a slash (Go's x/net/websocket shows that). No browser
/// says either, so nobody's page gains by it.
QString inBrowsersForm(QByteArrayView origin)
{
    QString text = QString::fromLatin1(origin).toLower();
    if (text.startsWith(u"ws://"_s) || text.startsWith(u"wss://"_s))
        text.replace(0, 2, u"http"_s);
    if (text.endsWith(u'/') && !text.endsWith(u"://"_s))
        text.chop(1);
    return text;
}

/// The host of "host" or "host:port", lower case, no trailing dot, brackets kept; empty if
/// malformed.
QString hostPart(QByteArrayView value)
{
    QString host = QString::fromLatin1(value).toLower();
    const qsizetype bracket = host.startsWith(u'[') ? host.indexOf(u']') : -1;
    if (host.startsWith(u'[') && bracket < 0)
        return {};
    if (const qsizetype colon = host.indexOf(u':', qMax<qsizetype>(bracket, 0)); colon >= 0) {
        if (!isPort(QStringView(host).sliced(colon + 1)) || (bracket >= 0 && colon != bracket + 1))
            return {};
        host.truncate(colon);
    } else if (bracket >= 0 && bracket + 1 != host.size()) {
        return {};
    }
    if (host.endsWith(u'.'))
        host.chop(1);
    return host;
}

bool isIpv4(QStringView host)
{
    const auto parts = host.split(u'.');
    return parts.size() == 4 && std::all_of(parts.cbegin(), parts.cend(), [](QStringView part) {
               bool ok = false;
               const uint value = part.toUInt(&ok);
               return ok && part.size() <= 3 && value <= 255 && part.front().isDigit();
           });
}

bool isIpLiteral(QStringView host)
{
    // No name can stand in brackets, so what is inside need not be a perfect address. A zone (RFC 6874)
    // says which of the asker's own links to use: of no meaning here, but some send it.
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        const QStringView whole = host.sliced(1, host.size() - 2);
        const qsizetype zone = whole.indexOf(u'%');
        const QStringView inside = zone < 0 ? whole : whole.first(zone);
        return inside.contains(u':') && std::all_of(inside.cbegin(), inside.cend(), [](QChar c) {
                   return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || c == u':' ||
                          c == u'.';
               });
    }
    return isIpv4(host);
}

bool isLoopback(QStringView host)
{
    return host == u"[::1]" || (isIpv4(host) && host.startsWith(u"127."));
}

} // namespace

HostRules::HostRules(const QStringList &names, const QStringList &origins)
{
    m_names.insert(u"localhost"_s);
    for (const QString &name : names)
        m_names.insert(hostPart(name.toUtf8()));
    m_names.remove(QString());
    for (const QString &origin : origins)
        m_origins.insert(origin.toLower());
}

QStringList HostRules::namesOf(const QString &hostname, const QByteArray &resolvConf)
{
    const QString name = hostname.section(u'.', 0, 0);
    if (name.isEmpty())
        return {};
    QStringList names{hostname, name, name + ".local"_L1};
    QStringList domains;
    const QStringList lines = QString::fromUtf8(resolvConf).split(u'\n');
    for (const QString &line : lines) {
        const QStringList words = line.simplified().split(u' ');
        if (words.first() == u"search" || words.first() == u"domain")
            domains = words.mid(1);
    }
    for (const QString &domain : std::as_const(domains)) {
        if (domain != u".")
            names.append(name + u'.' + domain);
    }
    return names;
}

bool HostRules::hostAllowed(QByteArrayView hostHeader) const
{
    const QString host = hostPart(hostHeader);
    return isIpLiteral(host) || m_names.contains(host);
}

bool HostRules::originAllowed(QByteArrayView origin, QByteArrayView hostHeader,
                              const QString &ownAddress) const
{
    const QString text = inBrowsersForm(origin);
    if (m_origins.contains(text))
        return true;
    const QString authority = text.section(u"://"_s, 1);
    const QString scheme = text.section(u"://"_s, 0, 0);
    if (scheme != u"http" && scheme != u"https")
        return false;
    const QString host = hostPart(authority.toLatin1());
    if (!isIpLiteral(host))
        return m_names.contains(host);
    const QString own = ownAddress.contains(u':') ? u'[' + ownAddress.toLower() + u']' : ownAddress;
    return isLoopback(host) || host == own || host == hostPart(hostHeader);
}

bool HostRules::originListed(QByteArrayView origin, const QStringList &listed)
{
    const QString text = inBrowsersForm(origin);
    const bool isSite = text.startsWith(u"http://"_s) || text.startsWith(u"https://"_s);
    return listed.contains(text) || (isSite && listed.contains(u"*"_s));
}

} // namespace Lanroom
