// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/site.h"

#include "gateway/pages.h"
#include "link/data_messages.h"
#include "wire/subprotocol_choice.h"
#include "wire/upgrade_check.h"

#include <QtCore/qurl.h>
#include <QtNetwork/qhostaddress.h>

#include <algorithm>

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestRoom = 64; // characters, as in the chat

/// The other methods of RFC 9110 9.3 and RFC 5789. What is none of them is 501, not 405 (9110 9.1).
bool isKnownMethod(const QByteArray &method)
{
    constexpr QByteArrayView known[] = {"POST",    "PUT",   "DELETE", "CONNECT",
                                        "OPTIONS", "TRACE", "PATCH"};
    return std::find(std::begin(known), std::end(known), method) != std::end(known);
}

HttpResponse notFound()
{
    return plainPage(404, u"Nothing here"_s, u"There is no page at this address."_s, u"/"_s);
}

HttpResponse localOnly()
{
    return plainPage(403, u"Only on the server itself"_s,
                     u"This service answers only the computer it runs on."_s, u"/"_s);
}

HttpResponse unavailable()
{
    HttpResponse page =
        plainPage(503, u"Not available"_s, u"This service is not running at the moment."_s);
    page.headers.append({"Retry-After"_ba, "5"_ba});
    return page;
}

HttpResponse tooManyCodes()
{
    HttpResponse page = plainPage(503, u"Not now"_s,
                                  u"Too many codes are asked for. Please try again in a moment."_s);
    page.headers.append({"Retry-After"_ba, "1"_ba});
    return page;
}

/// service: whose page a person may have looked for; empty for none.
HttpResponse webSocketOnly(const QString &service)
{
    const QString text = u"This address speaks WebSocket, version 13."_s;
    HttpResponse page = service.isEmpty()
                            ? plainPage(426, u"For programs"_s, text)
                            : plainPage(426, u"For programs"_s, text + u" For people there is:"_s,
                                        u"/services/"_s + service);
    page.headers.append({"Upgrade"_ba, "websocket"_ba});
    page.headers.append({"Connection"_ba, "Upgrade"_ba});
    page.headers.append({"Sec-WebSocket-Version"_ba, "13"_ba});
    return page;
}

/// A page that was opened under one of this machine's addresses may connect to another of them.
/// They are asked for only where an origin is good by nothing else.
bool goodOrigin(const HostRules &rules, const QByteArray &origin, const RequestHead &request,
                const Peer &peer, OwnAddresses &addresses, qint64 nowMs)
{
    if (rules.originAllowed(origin, request.host, peer.ownAddress))
        return true;
    const QList<QHostAddress> &own = addresses.at(nowMs);
    return std::any_of(own.cbegin(), own.cend(), [&](const QHostAddress &address) {
        return rules.originAllowed(origin, request.host, address.toString());
    });
}

/// listed: those that the wanted service lets in by itself.
bool goodOrigins(const HostRules &rules, const QStringList &listed, const RequestHead &request,
                 const Peer &peer, OwnAddresses &addresses, qint64 nowMs)
{
    if (request.count("Origin") > 1) // no browser says two, and each may cost a look at all our addresses
        return false;
    return std::all_of(request.headers.cbegin(), request.headers.cend(),
                       [&](const HttpHeader &field) {
                           return field.name.compare("Origin", Qt::CaseInsensitive) != 0 ||
                                  HostRules::originListed(field.value, listed) ||
                                  goodOrigin(rules, field.value, request, peer, addresses, nowMs);
                       });
}

} // namespace

Site::Site(const QString &assetsRoot, HostRules rules, RouteLookup routes)
    : m_assets(assetsRoot), m_rules(std::move(rules)), m_routes(std::move(routes))
{
}

void Site::setRules(RulesMaker make)
{
    m_makeRules = std::move(make);
    m_rules = m_makeRules();
}

bool Site::isOurs(const QByteArray &host, qint64 nowMs) const
{
    if (m_rules.hostAllowed(host))
        return true;
    if (!m_makeRules || nowMs < m_rulesAt)
        return false;
    m_rulesAt = nowMs + kFreshMs;
    m_rules = m_makeRules();
    return m_rules.hostAllowed(host);
}

Site::Verdict Site::answer(const RequestHead &request, const Peer &peer, qint64 nowMs) const
{
    Verdict verdict;
    const bool upgrade = checkUpgrade(request) != UpgradeRequest::None;
    const Route route = upgrade ? m_routes(request.path, peer.local) : Route();
    if (!request.host.isEmpty() && !isOurs(request.host, nowMs)) // HTTP/1.0 may leave it out
        verdict.response = misdirected();
    else if (!goodOrigins(m_rules, route.origins, request, peer, m_own, nowMs))
        verdict.response =
            plainPage(403, u"Not from there"_s, u"Pages of other sites may not use this server."_s);
    else if (upgrade)
        verdict = judgeUpgrade(request, route);
    else
        verdict.response = judge(request, peer, nowMs);
    if (!verdict.upgrade)
        secure(verdict.response);
    return verdict;
}

Site::Verdict Site::judgeUpgrade(const RequestHead &request, const Route &route) const
{
    if (request.query.toUtf8().size() > Link::kMaxQueryBytes)
        return {refusalPage(414), false, {}};
    switch (route.kind) {
    case Route::NotFound:
        return {notFound(), false, {}};
    case Route::LocalOnly:
        return {localOnly(), false, {}};
    case Route::Unavailable:
        return {unavailable(), false, {}};
    case Route::Found:
        break;
    }
    switch (checkUpgrade(request)) {
    case UpgradeRequest::Good:
        return {.response = {},
                .upgrade = true,
                .service = route.service,
                .messageBytes = route.messageBytes,
                .subprotocol = chooseSubprotocol(request, route.subprotocols)};
    case UpgradeRequest::WrongVersion:
        return {webSocketOnly({}), false, {}};
    default:
        return {refusalPage(400), false, {}};
    }
}

HttpResponse Site::judge(const RequestHead &request, const Peer &peer, qint64 nowMs) const
{
    if (request.method != "GET" && request.method != "HEAD") {
        if (!isKnownMethod(request.method))
            return refusalPage(501);
        HttpResponse page = plainPage(405, u"Not here"_s,
                                      u"This server only gives; nothing can be sent to it so."_s);
        page.headers.append({"Allow"_ba, "GET, HEAD"_ba});
        return page;
    }
    if (request.hasBody)
        return refusalPage(413);
    if (request.path == u"/healthz")
        return health(peer.local, nowMs);
    if (const Assets::Asset *asset = m_assets.find(request.path))
        return Assets::answer(*asset, request);
    return page(request, peer, nowMs);
}

/// What has no file of its own. A service's path never begins with one of these words.
HttpResponse Site::page(const RequestHead &request, const Peer &peer, qint64 nowMs) const
{
    if (request.path == u"/services.json")
        return Assets::answer(Assets::made("application/json; charset=utf-8"_ba,
                                           m_catalogue.toJson(m_health, peer.local)),
                              request);
    if (request.path == u"/services" || request.path.startsWith(u"/services/"))
        return servicePage(request, peer);
    if (const QString room = request.path.mid(4); request.path.startsWith(u"/qr/"))
        return joinCode(request, room, nowMs);
    const Assets::Asset *wall = m_assets.find(u"/wall.html"_s);
    if (request.path.startsWith(u"/wall/") && wall)
        return Assets::answer(*wall, request);
    const Route route = m_routes(request.path, peer.local);
    switch (route.kind) {
    case Route::NotFound:
        return notFound();
    case Route::LocalOnly:
        return localOnly();
    default:
        return webSocketOnly(route.service.section(u'#', 0, 0)); // whichever instance it is
    }
}

/// One page for all of them; it finds in its address which service is meant.
HttpResponse Site::servicePage(const RequestHead &request, const Peer &peer) const
{
    const QString name = request.path.mid(qsizetype(sizeof "/services/") - 1);
    const Link::ServiceEntry *service = m_catalogue.find(name);
    const Assets::Asset *page = m_assets.find(u"/services.html"_s);
    if (!page || (!service && !name.isEmpty()))
        return notFound();
    if (service && service->localOnly && !peer.local)
        return localOnly();
    return Assets::answer(*page, request);
}

/// The address that brings a visitor here, into room where one is named, for a phone's camera.
HttpResponse Site::joinCode(const RequestHead &request, const QString &room, qint64 nowMs) const
{
    if (room.size() > 2 * kLongestRoom || room.toUcs4().size() > kLongestRoom)
        return refusalPage(414);
    QByteArray address =
        m_health.address.isEmpty() ? "http://" + request.host + '/' : m_health.address.toUtf8();
    if (!room.isEmpty())
        address += '#' + QUrl::toPercentEncoding(room);
    const JoinCodes::Code code = m_codes.of(address, nowMs);
    switch (code.outcome) {
    case JoinCodes::Outcome::TooLong:
        return refusalPage(414);
    case JoinCodes::Outcome::TooFast:
        return tooManyCodes();
    case JoinCodes::Outcome::Found:
        break;
    }
    return Assets::answer(code.picture, request);
}

HttpResponse Site::misdirected() const
{
    return plainPage(421, u"Another address"_s,
                     m_health.address.isEmpty()
                         ? u"This place is not reached by that name. Ask for its address."_s
                         : u"This place is not reached by that name. Its address is:"_s,
                     m_health.address);
}

HttpResponse Site::health(bool detailed, qint64 nowMs) const
{
    // As text, since QJsonObject would sort the members, and their order is promised.
    QByteArray report = m_health.ok ? R"({"status":"ok")"_ba : R"({"status":"degraded")"_ba;
    if (detailed && m_health.detail.startsWith('{')) {
        report += R"(,"version":")" LANROOM_VERSION R"(","uptime_s":)" +
                  QByteArray::number((nowMs - m_health.startedMs) / 1000) + ',' +
                  m_health.detail.sliced(1);
    } else {
        report += '}';
    }
    return {m_health.ok ? 200 : 503,
            "application/json; charset=utf-8"_ba,
            report + '\n',
            {{"Cache-Control"_ba, "no-store"_ba}}};
}

void Site::secure(HttpResponse &response)
{
    const auto isPolicy = [](const HttpHeader &field) {
        return field.name == "Content-Security-Policy";
    };
    if (std::none_of(response.headers.cbegin(), response.headers.cend(), isPolicy))
        response.headers.append(
            {"Content-Security-Policy"_ba,
             "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
             "connect-src 'self' ws: wss:; font-src 'self'; manifest-src 'self'; base-uri 'none'; "
             "form-action 'none'; frame-ancestors 'none'"_ba});
    response.headers.append({"X-Content-Type-Options"_ba, "nosniff"_ba});
    response.headers.append({"Referrer-Policy"_ba, "no-referrer"_ba});
    response.headers.append({"Cross-Origin-Resource-Policy"_ba, "same-origin"_ba});
}

} // namespace Lanroom
