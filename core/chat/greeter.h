// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/hall.h"
#include "chat/requests.h"

namespace Lanroom::Chat {

/// The desk at the door: who comes in (hello), who was here before the service was replaced
/// (resume), who goes (goodbye). Event-loop thread, owned by ChatService.
class Greeter
{
public:
    /// Another protocol version; and somebody the database no longer knows, who must start afresh.
    static constexpr int kWrongProtocol = 4406;
    static constexpr int kStartAfresh = 4002;

    explicit Greeter(Hall &hall) : m_hall(hall) {}

    void hello(Session &session, const QJsonValue &id, const HelloRequest &request);
    /// A client of the predecessor: restores its session and tells it where it stands, before
    /// anything else.
    void resume(Client &client);
    /// The session's connection has ended.
    void goodbye(Session &session);
    /// All clients of the predecessor have come: who isn't among them is gone.
    void closeTheDoor();

private:
    std::optional<Refusal> checkAccess(const Session &session, const HelloRequest &request);
    void comeBack(Session &session, const QJsonValue &id, const QByteArray &token);
    void newGuest(Session &session, const QJsonValue &id, const QString &rawName);
    void makeGuest(Session &session, const QJsonValue &id, const Name &name);
    void comeAgain(Session &session, const QJsonValue &id, const User &user);
    void letIn(ClientId client, const QJsonValue &id, const QByteArray &token, User &user);
    void sendWelcome(const Session &session, const QJsonValue &id);
    void turnAway(ClientId client, const QJsonValue &id, const Refusal &refusal);
    void enter(Session &session, User &user, const QByteArray &token);
    User &recall(UserRecord record);
    void disconnect(User &user);
    void forget(UserId user);
    void setOnline(const QList<UserId> &users, bool online);

    Hall &m_hall;
};

} // namespace Lanroom::Chat
