// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/room_desk.h"

#include "base/random.h"
#include "chat/answers.h"
#include "chat/room_store.h"

#include <QtNetwork/qhostaddress.h>

namespace Lanroom::Chat {

constexpr int kEpochBytes = 8;

void RoomDesk::list(Session &session, const Reply &reply, const RoomsRequest &)
{
    reply(roomsAnswer(m_hall.roomEntries(session)));
}

void RoomDesk::create(Session &session, const Reply &reply, const CreateRequest &request)
{
    const UserId user = session.user->person.id;
    RoomRecord wanted;
    wanted.name = parseRoomName(request.room, m_hall.limits);
    wanted.title = request.title.isEmpty() ? wanted.name : parseTitle(request.title, m_hall.limits);
    wanted.epoch = QString::fromLatin1(randomHex(kEpochBytes));
    wanted.hidden = request.hidden;
    wanted.creator = user;
    if (wanted.name.isNull())
        return refuse(reply, Code::RoomInvalid);
    if (wanted.title.isNull())
        return refuse(reply, Refusal(Code::BadRequest, QStringLiteral("This cannot be a title.")));
    if (Room *room = m_hall.rooms.findByName(wanted.name))
        return answerExisting(reply, user, *room);
    // From here to the end of it, since more may be asked for before this one has been made.
    const std::optional<Rooms::Place> place = m_hall.rooms.reserve(user, [this](const Room &room) {
        return m_hall.presence.isStarted() && m_hall.presence.count(room) == 0;
    });
    if (!place && !m_hall.presence.isStarted())
        return refuse(reply, Refusal(Code::Busy, m_hall.limits.storageRetryMs));
    if (!place)
        return refuse(reply, Code::TooManyRooms);
    if (request.password.isEmpty())
        return make(reply, wanted, *place);
    const AddressKey from = AddressKey::of(QHostAddress(session.client.address()));
    m_hall.passwords.hash(from, request.password,
                          [this, reply, wanted, place = *place](const Result<QByteArray> &hash) {
                              if (!hash) {
                                  m_hall.rooms.release(place);
                                  return refuse(reply, m_hall.toRefusal(hash.error()));
                              }
                              RoomRecord locked = wanted;
                              locked.passwordHash = *hash;
                              make(reply, locked, place);
                          });
}

void RoomDesk::make(const Reply &reply, const RoomRecord &wanted, const Rooms::Place &place)
{
    const auto instead = place.instead ? std::optional(place.instead->id) : std::nullopt;
    m_hall.database
        ->write([wanted, instead](Connection &db) -> Result<RoomRecord> {
            const Result<void> gone = instead ? RoomStore::remove(db, *instead) : Result<void>();
            return gone ? RoomStore::create(db, wanted) : gone.error();
        })
        .then([this, reply, wanted, place](Result<RoomRecord> &&made) {
            m_hall.rooms.release(place);
            if (made && place.instead)
                close(place.instead);
            // One of this name that was made meanwhile has been delivered before this.
            Room *existing = m_hall.rooms.findByName(wanted.name);
            if (!made && existing)
                return answerExisting(reply, wanted.creator, *existing);
            if (!made)
                return refuse(reply, m_hall.toRefusal(made.error()));
            Room &room = m_hall.rooms.add(*made);
            room.usedMs = m_hall.clock.monotonicMs();
            m_opened(room);
            m_hall.presence.announce(room);
            answerExisting(reply, wanted.creator, room);
        });
}

void RoomDesk::close(const std::shared_ptr<Room> &room)
{
    m_hall.rooms.remove(room);
    m_hall.presence.forget(*room);
    m_closed(*room);
}

void RoomDesk::answerExisting(const Reply &reply, UserId asking, Room &room)
{
    if (room.creator != asking)
        return refuse(reply, Code::RoomTaken);
    const Session *session = m_hall.sessions.find(reply.client());
    const bool joined = session && session->isIn(&room);
    reply(createdAnswer(roomEntry(room, m_hall.presence.count(room), joined)));
}

void RoomDesk::leave(Session &session, const Reply &reply, const LeaveRequest &request)
{
    Room *room = m_hall.rooms.findByName(request.room);
    session.joining.removeAll(room);
    if (session.hears(room)) {
        const bool wasIn = session.rooms.remove(room);
        session.lookAway(room);
        m_hall.save(session);
        session.client.unsubscribe(room->topic);
        if (wasIn)
            m_hall.presence.leave(*room, *session.user);
    }
    // Safe to repeat: where it is not, it has left.
    reply(leftAnswer(m_hall.rooms.told(request.room)));
}

} // namespace Lanroom::Chat
