// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/assets.h"
#include "gateway/join_codes.h"
#include "gateway/own_addresses.h"
#include "gateway/peer.h"
#include "gateway/route.h"
#include "gateway/service_catalogue.h"
#include "link/messages.h"
#include "wire/host_rules.h"
#include "wire/http_response.h"

#include <functional>

namespace Lanroom {

/// What this place answers to an HTTP request: the client's files, the pages of services, a code
/// to scan, /healthz, a page that says what is wrong, or that the request may become a WebSocket.
/// Every refusal is an answer, made before Qt sees anything of the request. Does no I/O on connections.
/// Owned by FrontDoor; Gateway tells it what changes.
class Site
{
public:
    using RouteLookup = std::function<Route(const QString &path, bool local)>;
    using RulesMaker = std::function<HostRules()>;
    static constexpr qint64 kFreshMs = 1000;

    Site(const QString &assetsRoot, HostRules rules, RouteLookup routes);

    /// make: the rules as they are now; asked at once, and again, at most every kFreshMs, when a host is
    /// refused. This machine's names come with its network: a laptop is carried to another, or was
    /// started before it had one.
    void setRules(RulesMaker make);
    void setHealth(const Link::Health &health) { m_health = health; }
    void setServices(const Link::ServiceList &list) { m_catalogue.update(list); }

    struct Verdict
    {
        HttpResponse response;
        bool upgrade = false; // no response: hand the connection to the service
        QString service;
        qint64 messageBytes = 0; // that the service wants to take
        QString subprotocol = {}; // chosen; empty: none
    };
    /// nowMs: Clock::monotonicMs().
    Verdict answer(const RequestHead &request, const Peer &peer, qint64 nowMs) const;

    /// Gives an answer the fields that every answer has: what pages from here may do and load.
    static void secure(HttpResponse &response);

private:
    bool isOurs(const QByteArray &host, qint64 nowMs) const;
    HttpResponse judge(const RequestHead &request, const Peer &peer, qint64 nowMs) const;
    Verdict judgeUpgrade(const RequestHead &request, const Route &route) const;
    HttpResponse page(const RequestHead &request, const Peer &peer, qint64 nowMs) const;
    HttpResponse servicePage(const RequestHead &request, const Peer &peer) const;
    HttpResponse joinCode(const RequestHead &request, const QString &room, qint64 nowMs) const;
    HttpResponse misdirected() const;
    HttpResponse health(bool detailed, qint64 nowMs) const;

    Assets m_assets;
    mutable HostRules m_rules;
    RulesMaker m_makeRules;
    mutable qint64 m_rulesAt = 0; // monotonic ms; when they may be made anew
    RouteLookup m_routes;
    ServiceCatalogue m_catalogue;
    Link::Health m_health;
    mutable JoinCodes m_codes; // what these remember changes no answer's meaning
    mutable OwnAddresses m_own;
};

} // namespace Lanroom
