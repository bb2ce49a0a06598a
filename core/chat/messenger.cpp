// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/messenger.h"

#include "base/random.h"
#include "chat/answers.h"
#include "chat/unicode_text.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

using MessageStore::Posted;

static bool isTooLong(const QString &body, const Limits &limits)
{
    return body.size() > limits.body && codePoints(body) > limits.body;
}

std::optional<Refusal> Messenger::check(Session &session, Room *room, const SendRequest &request)
{
    if (!session.isIn(room))
        return Code::NotJoined;
    if (isTooLong(request.body, m_hall.limits))
        return Code::TooLong;
    const qint64 now = m_hall.clock.monotonicMs();
    TokenBucket &bucket = session.user->messages;
    if (!bucket.take(now))
        return Refusal(Code::Rate, bucket.waitMs(now));
    return std::nullopt;
}

void Messenger::send(Session &session, const Reply &reply, const SendRequest &request)
{
    Room *room = m_hall.rooms.findByName(request.room);
    if (const std::optional<Refusal> refusal = check(session, room, request))
        return reply(nackAnswer(m_hall.rooms.told(request.room), request.cmid, *refusal));
    if (request.replyTo && *request.replyTo > room->head)
        return refuse(reply, Refusal(Code::BadRequest, u"'reply_to' names no message."_s));
    const Person &person = session.user->person;
    const MessageRecord message{
        0,           person.id, person.name, request.cmid, m_hall.clock.wallMs(), request.replyTo,
        request.body};
    post(*room, message, [this, reply, room = room->shared_from_this(), message](Result<Posted> &&posted) {
        const auto nack = [&](const Refusal &refusal) {
            reply(nackAnswer(room->name, message.cmid, refusal));
        };
        if (!posted)
            return nack(Refusal(Code::Storage, m_hall.limits.storageRetryMs));
        if (posted->outcome == Posted::Outcome::Conflict)
            return nack(Code::Conflict);
        reply(ackAnswer(room->name, message.cmid, posted->seq, posted->tsMs));
        if (posted->outcome == Posted::Outcome::New)
            publish(*room, message, *posted);
    });
}

void Messenger::say(const QString &roomName, const QString &said,
                    const std::function<void(const Result<void> &)> &done)
{
    Room *room = m_hall.rooms.findForOperator(roomName);
    if (!room)
        return done(Error{ErrorCode::NotFound, u"there is no room '%1'"_s.arg(roomName)});
    const QString text = storable(said);
    if (text.isEmpty() || !text.isValidUtf16() || text.contains(QChar(u'\0')) ||
        isTooLong(text, m_hall.limits))
        return done(Error{ErrorCode::BadRequest,
                          u"a message has 1 to %1 characters"_s.arg(m_hall.limits.body)});
    const Person &person = m_hall.users.operatorPerson();
    const MessageRecord message{0,
                                person.id,
                                person.name,
                                QByteArray::fromHex(randomHex(kCmidBytes)),
                                m_hall.clock.wallMs(),
                                {},
                                text};
    post(*room, message, [this, room = room->shared_from_this(), message, done](Result<Posted> &&posted) {
        if (!posted)
            return done(posted.error());
        publish(*room, message, *posted);
        done({});
    });
}

void Messenger::post(Room &room, const MessageRecord &message,
                     std::function<void(Result<Posted> &&)> done)
{
    m_hall.database
        ->write([room = room.id, message](Connection &db) {
            return MessageStore::post(db, room, message);
        })
        .then(std::move(done));
}

void Messenger::publish(Room &room, MessageRecord message, const Posted &posted)
{
    Q_ASSERT(posted.seq == room.head + 1);
    room.head = posted.seq;
    message.seq = posted.seq;
    m_hall.presence.introduce(room, message.user);
    m_hall.outlet.publish(room.topic, chatMessage(room.name, message));
}

} // namespace Lanroom::Chat
