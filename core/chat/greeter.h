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

    void hello(Session &session, const Reply &reply, const HelloRequest &request);
    /// A client of the predecessor, which left that with it: restores its session and tells it
    /// where it stands, before anything else.
    void resume(Client &client, const QJsonObject &left);
    /// The session's connection has ended.
    void goodbye(Session &session);
    /// All clients of the predecessor have come: who isn't among them is gone. (A slow gateway may
    /// still bring one.)
    void closeTheDoor();

private:
    std::optional<Refusal> checkAccess(const Session &session, const HelloRequest &request);
    void comeBack(Session &session, const Reply &reply, const QByteArray &token);
    void newGuest(Session &session, const Reply &reply, const QString &rawName);
    void makeGuest(Session &session, const Reply &reply, const Name &name);
    void comeAgain(Session &session, const Reply &reply, const User &user);
    void letIn(const Reply &reply, const QByteArray &token, User &user);
    void sendWelcome(const Session &session, const Reply &reply);
    void turnAway(const Reply &reply, const Refusal &refusal);
    void welcomeAgain(const Session &session, const Reply &reply, const User &user);
    void enter(Session &session, User &user, const QByteArray &token);
    /// Writes down that a user has another name.
    void keepName(const Person &person);
    void disconnect(User &user);
    void forget(UserId user);
    void setOnline(const QList<UserId> &users, bool online);

    Hall &m_hall;
    bool m_doorIsClosed = false;
};

} // namespace Lanroom::Chat
