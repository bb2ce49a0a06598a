// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "support/server_process.h"
#include "support/socket_peer.h"

namespace Lanroom::Test {

// People who talk in one room of a real server with two gateways, for tests that do something to it.

inline constexpr int kCrowd = 8;

inline qsizetype acked(const SocketPeers &peers)
{
    qsizetype sum = 0;
    for (const auto &each : peers)
        sum += each->peer.acked.size();
    return sum;
}

/// The smallest count that any of them has: of resumptions, say.
inline int least(const SocketPeers &peers, int ChatPeer::*count)
{
    int found = peers.front()->peer.*count;
    for (const auto &each : peers)
        found = qMin(found, each->peer.*count);
    return found;
}

/// Adds clients until there are enough, and some on either gateway. True when that is so.
inline bool addCrowd(SocketPeers &peers, const ServerProcess &server, const QString &room)
{
    const bool allIn = std::all_of(peers.begin(), peers.end(),
                                   [](const auto &each) { return each->peer.idle(); });
    if (!allIn)
        return false;
    const auto clients = [&](int slot) {
        return server.gateway(slot).value(QLatin1StringView("clients")).toInt();
    };
    if (peers.size() >= kCrowd && clients(1) > 0 && clients(2) > 0)
        return true;
    peers.push_back(std::make_unique<SocketPeer>(
        QStringLiteral("Peer %1").arg(QChar(u'A' + int(peers.size()))),
        server.webSocketUrl(QStringLiteral("/chat"))));
    peers.back()->peer.join(room);
    return false;
}

/// The service knows exactly those who are there.
inline void checkMembers(const SocketPeers &peers, const ServerProcess &server, const QString &room)
{
    SocketPeer newcomer(QStringLiteral("Newcomer"), server.webSocketUrl(QStringLiteral("/chat")));
    QSet<QString> members;
    QObject::connect(&newcomer.socket, &QWebSocket::textMessageReceived, &newcomer,
                     [&](const QString &text) {
                         const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
                         if (object[u"type"] != QLatin1StringView("joined"))
                             return;
                         for (const QJsonValue &member : object[u"members"].toArray())
                             members.insert(member[u"name"].toString());
                     });
    newcomer.peer.join(room);
    QTRY_VERIFY_WITH_TIMEOUT(!members.isEmpty(), 60'000);
    QSet<QString> expected{QStringLiteral("Newcomer")};
    for (const auto &each : peers)
        expected.insert(each->peer.name);
    QCOMPARE(members, expected);
}

} // namespace Lanroom::Test
