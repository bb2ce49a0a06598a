// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/room_desk.h"

#include "base/random.h"
#include "chat/answers.h"
#include "chat/room_store.h"

namespace Lanroom::Chat {

constexpr int kEpochBytes = 8;

void RoomDesk::list(const Session &session, const QJsonValue &id)
{
    session.client.send(roomsAnswer(id, m_hall.roomEntries(session)));
}

void RoomDesk::create(const Session &session, const QJsonValue &id, const CreateRequest &request)
{
    const ClientId client = session.client.id();
    const UserId user = session.user->person.id;
    RoomRecord wanted;
    wanted.name = parseRoomName(request.room, m_hall.limits);
    wanted.title = request.title.isEmpty() ? wanted.name : parseTitle(request.title, m_hall.limits);
    wanted.epoch = QString::fromLatin1(randomHex(kEpochBytes));
    wanted.hidden = request.hidden;
    wanted.creator = user;
    if (wanted.name.isNull())
        return m_hall.refuse(client, id, Code::RoomInvalid);
    if (wanted.title.isNull())
        return m_hall.refuse(client, id,
                             Refusal(Code::BadRequest, QStringLiteral("This cannot be a title.")));
    if (Room *room = m_hall.rooms.findByName(wanted.name))
        return answerExisting(client, id, user, *room);
    if (m_hall.rooms.isFull() || m_hall.rooms.madeBy(user) >= m_hall.limits.roomsPerUser)
        return m_hall.refuse(client, id, Code::TooManyRooms);
    if (request.password.isEmpty())
        return make(client, id, wanted);
    m_hall.passwords.hash(request.password,
                          [this, client, id, wanted](const Result<QByteArray> &hash) {
                              if (!hash)
                                  return m_hall.refuse(client, id, m_hall.toRefusal(hash.error()));
                              RoomRecord locked = wanted;
                              locked.passwordHash = *hash;
                              make(client, id, locked);
                          });
}

void RoomDesk::make(ClientId client, const QJsonValue &id, const RoomRecord &wanted)
{
    m_hall.database->write([wanted](Connection &db) { return RoomStore::create(db, wanted); })
        .then([this, client, id, wanted](Result<RoomRecord> &&made) {
            // One of this name that was made meanwhile has been delivered before this.
            Room *existing = m_hall.rooms.findByName(wanted.name);
            if (!made && existing)
                return answerExisting(client, id, wanted.creator, *existing);
            if (!made)
                return m_hall.refuse(client, id, m_hall.toRefusal(made.error()));
            Room &room = m_hall.rooms.add(*made);
            m_opened(room);
            m_hall.presence.announce(room);
            answerExisting(client, id, wanted.creator, room);
        });
}

void RoomDesk::answerExisting(ClientId client, const QJsonValue &id, UserId asking, Room &room)
{
    if (room.creator != asking)
        return m_hall.refuse(client, id, Code::RoomTaken);
    const Session *session = m_hall.sessions.find(client);
    const bool joined = session && session->isIn(&room);
    m_hall.answer(client, createdAnswer(id, roomEntry(room, m_hall.presence.count(room), joined)));
}

void RoomDesk::leave(Session &session, const QJsonValue &id, const LeaveRequest &request)
{
    Room *room = m_hall.rooms.findByName(request.room);
    session.joining.removeAll(room);
    if (session.hears(room)) {
        const bool wasIn = session.rooms.remove(room);
        session.observed.remove(room);
        session.save();
        session.client.unsubscribe(room->topic);
        if (wasIn)
            m_hall.presence.leave(*room, *session.user);
    }
    // Safe to repeat: where it is not, it has left.
    session.client.send(leftAnswer(id, room ? room->name : request.room));
}

} // namespace Lanroom::Chat
