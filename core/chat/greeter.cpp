// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/greeter.h"

#include "chat/answers.h"
#include "chat/log.h"
#include "chat/session_state.h"
#include "chat/user_store.h"

#include <QtNetwork/qhostaddress.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

namespace {

/// Names a connection for good: ids may come again after the whole server was restarted.
QString originOf(const Client &client)
{
    return u"%1@%2"_s.arg(client.id().toString()).arg(client.sinceMs());
}

} // namespace

void Greeter::hello(Session &session, const Reply &reply, const HelloRequest &request)
{
    const qint64 now = m_hall.clock.monotonicMs();
    if (session.isWelcome()) {
        // Its first welcome may have been lost together with the process that sent it.
        if (std::exchange(session.mayRepeatHello, false))
            return sendWelcome(session, reply);
        return refuse(reply, Code::AlreadyWelcome);
    }
    if (session.state == Session::State::Greeting) {
        // Repeated, it gets the one answer that is on its way.
        if (reply.id() == session.helloId)
            return;
        return refuse(reply, Refusal(Code::Busy, m_hall.limits.storageRetryMs));
    }
    if (request.protocol != kProtocolVersion)
        return session.client.close(kWrongProtocol,
                                    u"this server speaks protocol %1"_s.arg(kProtocolVersion));
    if (!session.hellos.take(now))
        return refuse(reply, Refusal(Code::Rate, session.hellos.waitMs(now)));
    if (const std::optional<Refusal> refusal = checkAccess(session, request))
        return refuse(reply, *refusal);
    if (!request.token.isNull())
        return comeBack(session, reply, request.token.toUtf8());
    if (!request.password.isNull())
        return refuse(reply, Code::LoginFailed);
    newGuest(session, reply, request.name);
}

std::optional<Refusal> Greeter::checkAccess(const Session &session, const HelloRequest &request)
{
    const AddressKey address = AddressKey::of(QHostAddress(session.client.address()));
    const qint64 now = m_hall.clock.monotonicMs();
    if (m_hall.accessPassword.isEmpty())
        return std::nullopt;
    if (const qint64 wait = m_hall.guesses.waitMs(address, now); wait > 0) {
        m_hall.sessions.expectHello(session.client.id()); // it may be somebody else who guessed
        return Refusal(Code::Rate, wait);
    }
    if (sameSecret(m_hall.accessPassword, request.access.toUtf8()))
        return std::nullopt;
    if (!request.access.isEmpty())
        m_hall.guesses.take(address, now);
    return Refusal(Code::AccessRequired);
}

void Greeter::comeBack(Session &session, const Reply &reply, const QByteArray &token)
{
    session.beginGreeting(reply.id());
    m_hall.database
        ->write([hash = hashToken(token), now = m_hall.clock.wallMs()](Connection &db) {
            return UserStore::comeBack(db, hash, now);
        })
        .then([this, reply, token](Result<std::optional<UserRecord>> &&found) {
            if (!found)
                return turnAway(reply, m_hall.toRefusal(found.error()));
            if (!*found)
                return turnAway(reply, Code::TokenInvalid);
            User *user = m_hall.users.find((*found)->id);
            // The last connection may have ended, and said so, behind this one's back.
            if (user && user->connections == 0)
                setOnline({user->person.id}, true);
            letIn(reply, token, user ? *user : m_hall.users.add(**found));
        });
}

void Greeter::newGuest(Session &session, const Reply &reply, const QString &rawName)
{
    const std::optional<Name> name = parseName(rawName, m_hall.limits);
    if (!name) {
        Refusal refusal(Code::NameInvalid);
        const std::optional<Name> repaired = repairName(rawName, m_hall.limits);
        refusal.suggest(
            (repaired ? m_hall.users.freeNameLike(*repaired) : m_hall.users.anyName()).text);
        return refuse(reply, refusal);
    }
    const std::optional<UserId> holder = m_hall.users.holder(*name);
    if (!holder)
        return makeGuest(session, reply, *name);
    const User *user = m_hall.users.find(*holder);
    if (user && user->connections == 0 && user->origin == originOf(session.client))
        return comeAgain(session, reply, *user);
    Refusal refusal(Code::NameTaken);
    refusal.suggest(m_hall.users.freeNameLike(*name).text);
    refuse(reply, refusal);
}

void Greeter::makeGuest(Session &session, const Reply &reply, const Name &name)
{
    session.beginGreeting(reply.id());
    m_hall.users.reserve(name);
    const QByteArray token = makeToken();
    m_hall.database
        ->write([name = name.text, origin = originOf(session.client), hash = hashToken(token),
                 now = m_hall.clock.wallMs()](Connection &db) {
            return UserStore::create(db, name, origin, hash, now);
        })
        .then([this, reply, name, token](Result<UserRecord> &&made) {
            m_hall.users.release(name);
            if (made && m_hall.sessions.find(reply.client()))
                return letIn(reply, token, m_hall.users.add(*made));
            // One who has gone meanwhile never heard the token, and may be back with this name.
            if (made)
                forget(made->id);
            else
                turnAway(reply, m_hall.toRefusal(made.error()));
        });
}

/// This very connection made that user, and then the process died before it could say so: the
/// repeated hello gets the same user, with a new token, since nobody ever heard the first.
void Greeter::comeAgain(Session &session, const Reply &reply, const User &user)
{
    session.beginGreeting(reply.id());
    const QByteArray token = makeToken();
    m_hall.database
        ->write([user = user.person.id, hash = hashToken(token), now = m_hall.clock.wallMs()](
                    Connection &db) { return UserStore::replaceToken(db, user, hash, now); })
        .then([this, reply, token, who = user.person.id](Result<void> &&done) {
            User *again = m_hall.users.find(who);
            if (done && again)
                return letIn(reply, token, *again);
            turnAway(reply, Refusal(Code::Storage, m_hall.limits.storageRetryMs));
        });
}

void Greeter::letIn(const Reply &reply, const QByteArray &token, User &user)
{
    Session *session = m_hall.sessions.find(reply.client());
    if (!session || session->state != Session::State::Greeting) {
        m_hall.users.connected(user);
        disconnect(user);
        if (session)
            welcomeAgain(*session, reply, user);
        return;
    }
    enter(*session, user, token);
    m_hall.save(*session);
    sendWelcome(*session, reply);
    session->client.subscribe(Outlet::kEverybody);
}

/// A hello of the time before the connection's link broke: the one said since has its own answer.
void Greeter::welcomeAgain(const Session &session, const Reply &reply, const User &user)
{
    if (!session.isWelcome())
        return; // it is still to say hello
    if (session.user == &user)
        sendWelcome(session, reply);
    else
        reply(Refusal(Code::AlreadyWelcome));
}

void Greeter::enter(Session &session, User &user, const QByteArray &token)
{
    if (m_hall.users.claimName(user))
        keepName(user.person);
    m_hall.users.connected(user);
    session.state = Session::State::Welcome;
    session.user = &user;
    session.token = token;
    session.client.introduce(userIdText(user.person.id), user.person.name);
}

void Greeter::keepName(const Person &person)
{
    m_hall.database
        ->write([person](Connection &db) { return UserStore::rename(db, person.id, person.name); })
        .then([](Result<void> &&renamed) {
            if (!renamed)
                qCWarning(lcChat) << "a new name could not be kept:" << renamed.error().message;
        });
}

void Greeter::sendWelcome(const Session &session, const Reply &reply)
{
    reply(welcomeAnswer({session.token, m_hall.epoch, session.user->person, m_hall.placeName,
                         m_hall.roomEntries(session)},
                        m_hall.limits));
}

void Greeter::turnAway(const Reply &reply, const Refusal &refusal)
{
    if (Session *session = m_hall.sessions.find(reply.client())) {
        if (session->state == Session::State::Greeting) {
            session->state = Session::State::Fresh;
            m_hall.sessions.expectHello(reply.client());
        }
        reply(refusal);
    }
}

void Greeter::resume(Client &client, const QJsonObject &left)
{
    Session &session = m_hall.sessions.add(client);
    const std::optional<SessionState> state = SessionState::fromJson(left);
    User *user = state ? m_hall.users.find(state->user) : nullptr;
    if (state && !user)
        return client.close(kStartAfresh, u"start afresh"_s);
    if (user) {
        // Too late to be among those who are still here: it was written that this one had gone.
        if (m_doorIsClosed && user->connections == 0)
            setOnline({user->person.id}, true);
        enter(session, *user, state->token);
        session.mayRepeatHello = true;
        for (const RoomId id : state->rooms) {
            if (Room *room = m_hall.rooms.find(id))
                session.rooms.insert(room);
        }
        for (const RoomId id : state->observed) {
            if (Room *room = m_hall.rooms.find(id); room && !session.isIn(room))
                session.look(room);
        }
    }
    client.send(resumedMessage(session.rooms | session.observed));
    if (user)
        client.subscribe(Outlet::kEverybody);
    for (const Room *room : std::as_const(session.rooms)) {
        client.subscribe(room->topic);
        m_hall.presence.enter(*room, *user);
    }
    for (const Room *room : std::as_const(session.observed))
        client.observe(room->topic);
    // The others were told whom the rooms hold when all were there; nobody tells this one again.
    for (const Room *room : m_doorIsClosed ? session.rooms | session.observed : QSet<Room *>()) {
        client.send(presenceNowMessage(*room, m_hall.presence.members(*room)));
        client.send(roomMessage(*room, m_hall.presence.count(*room)));
    }
}

void Greeter::goodbye(Session &session)
{
    if (!session.isWelcome())
        return;
    for (const Room *room : std::as_const(session.rooms))
        m_hall.presence.leave(*room, *session.user);
    disconnect(*session.user);
}

void Greeter::closeTheDoor()
{
    m_doorIsClosed = true;
    setOnline(m_hall.users.absent(), false);
}

void Greeter::disconnect(User &user)
{
    if (m_hall.users.disconnected(user))
        setOnline({user.person.id}, false);
}

void Greeter::forget(UserId user)
{
    // If that fails the next process takes it for one who was here, and lets it go as one.
    m_hall.database->write([user](Connection &db) { return UserStore::remove(db, user); });
}

void Greeter::setOnline(const QList<UserId> &users, bool online)
{
    if (users.isEmpty())
        return;
    m_hall.database
        ->write([users, online, now = m_hall.clock.wallMs()](Connection &db) {
            return UserStore::setOnline(db, users, online, now);
        })
        .then([](Result<void> &&done) {
            // After the next start their names are held a while too long or too short.
            if (!done)
                qCWarning(lcChat) << "who is here could not be kept:" << done.error().message;
        });
}

} // namespace Lanroom::Chat
