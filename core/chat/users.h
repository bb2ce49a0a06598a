// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/token_bucket.h"
#include "chat/name_register.h"
#include "chat/records.h"

#include <QtCore/qlist.h>

#include <unordered_map>

namespace Lanroom::Chat {

/// What others are told of a person.
struct Person
{
    UserId id = kOperator;
    QString name;
    QString role;
};

/// Someone who is connected, or was until a little while ago.
struct User
{
    Person person;
    QString origin; // the connection that made it
    int connections = 0;
    qint64 heldUntilMs = 0; // without connections: when the name becomes free; monotonic
    TokenBucket messages;
    TokenBucket requests;
};

/// Who is here, and whose names are in use: everybody connected, and guests for a while after.
/// Others are in the database alone. Also knows the operator, who never goes.
/// Event-loop thread, owned by Hall; a User stays where it is until it is forgotten.
class Users
{
public:
    Users(const Limits &limits, const Clock &clock)
        : m_limits(limits), m_clock(clock), m_names(limits)
    {
    }

    void setOperator(const QString &name);
    const Person &operatorPerson() const { return m_operator; }

    /// Someone who is not in memory yet. Without a connection until connected(); the name is held
    /// if it is free.
    User &add(const UserRecord &record);
    User *find(UserId id);
    /// Sees to it that user holds its name: where that is somebody else's by now, it gets another
    /// one like it, and the answer is true. The operator may have taken it, or a guest who came
    /// while this one was away.
    bool claimName(User &user);
    void connected(User &user) { ++user.connections; }
    /// True when it was the last connection; the name is held on for a while.
    bool disconnected(User &user);
    /// Everybody without a connection.
    QList<UserId> absent() const;
    /// Lets go of names that have been held long enough, or are too many.
    void expire();

    /// Who holds a name that conflicts with name. One who has been away long enough is forgotten.
    std::optional<UserId> holder(const Name &name);
    /// Keeps name from everyone while its user is being made, until release().
    bool reserve(const Name &name)
    {
        return !holder(name) && m_names.hold(name, NameRegister::kReserved);
    }
    void release(const Name &name) { m_names.release(name); }
    /// name, or one like it that is free; the last resort is anyName().
    Name freeNameLike(const Name &name);
    /// A random one: "Guest 5f3a...".
    Name anyName() const;

private:
    bool isExpired(const User &user) const;
    void forget(UserId id);

    const Limits &m_limits;
    const Clock &m_clock;
    NameRegister m_names;
    Person m_operator;
    std::unordered_map<UserId, User> m_users;
};

} // namespace Lanroom::Chat
