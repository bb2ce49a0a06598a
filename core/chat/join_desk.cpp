// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/join_desk.h"

#include "chat/answers.h"

#include <QtNetwork/qhostaddress.h>

namespace Lanroom::Chat {

/// Whether everything after request.after can still be brought.
static bool canRecover(const Room &room, const JoinRequest &request)
{
    return request.after && request.epoch == room.epoch && *request.after <= room.head &&
           *request.after >= Room::kFirst - 1;
}

void JoinDesk::join(Session &session, const Reply &reply, const JoinRequest &request)
{
    Room *room = m_hall.rooms.findByName(request.room);
    const bool hears = session.hears(room);
    // One that is being joined already counts already.
    if (!hears && !session.joining.contains(room) && session.roomCount() >= m_hall.limits.roomsPerClient)
        return refuse(reply, Code::TooManyRooms);
    if (hears || (room && !room->isLocked())) {
        session.joining.append(room);
        return read(reply, *room, request);
    }
    if (request.password.isEmpty()) {
        const bool tell = room && !room->hidden;
        return refuse(reply, tell ? Code::PasswordRequired : Code::RoomNotFound);
    }
    checkPassword(session, reply, room, request);
}

/// Also for a room that doesn't exist, which takes as long: else its time would tell a hidden one.
void JoinDesk::checkPassword(Session &session, const Reply &reply, Room *room,
                             const JoinRequest &request)
{
    const AddressKey address = AddressKey::of(QHostAddress(session.client.address()));
    const qint64 now = m_hall.clock.monotonicMs();
    // Before it is known to be wrong: more may be tried while this one is looked at.
    if (!m_hall.guesses.take(address, now))
        return refuse(reply, Refusal(Code::Rate, m_hall.guesses.waitMs(address, now)));
    session.joining.append(room);
    m_hall.passwords.verify(
        address, room ? room->passwordHash : QByteArray(), request.password,
        [this, address, reply, held = room ? room->shared_from_this() : nullptr,
         request](const Result<bool> &right) {
            if (!right || *right)
                m_hall.guesses.giveBack(address);
            if (right && *right)
                return read(reply, *held, request);
            if (!right)
                return giveUp(reply, held.get(), m_hall.toRefusal(right.error()));
            const bool tell = held && !held->hidden;
            giveUp(reply, held.get(), tell ? Code::PasswordWrong : Code::RoomNotFound);
        });
}

void JoinDesk::read(const Reply &reply, Room &room, const JoinRequest &request)
{
    MessageStore::Range range{{}, {}, m_hall.limits.defaultPage, m_hall.limits.pageBytes};
    const bool recovered = canRecover(room, request);
    if (recovered) {
        range.after = request.after;
        range.limit = m_hall.limits.historyPage;
    }
    m_hall.database
        ->readInOrder(
            [room = room.id, range](Connection &db) { return MessageStore::page(db, room, range); })
        .then([this, reply, room = room.shared_from_this(),
               terms = Terms{request.observe, recovered}](Result<Page> &&page) {
            if (page)
                finish(reply, *room, *page, terms);
            else
                giveUp(reply, room.get(), m_hall.toRefusal(page.error()));
        });
}

void JoinDesk::finish(const Reply &reply, Room &room, const Page &page, const Terms &terms)
{
    Session *session = m_hall.sessions.find(reply.client());
    if (!session)
        return;
    if (!session->joining.removeOne(&room) && !session->hears(&room)) // it left before it was in
        return refuse(reply, Code::NotJoined);
    admit(*session, room, terms.observe);
    reply(joinedAnswer(room, page, terms.recovered, terms.observe, m_hall.presence.members(room)));
    if (terms.observe)
        session->client.observe(room.topic);
    else
        session->client.subscribe(room.topic);
}

/// Also from one to the other: the last join counts.
void JoinDesk::admit(Session &session, Room &room, bool observe)
{
    if ((observe ? session.observed : session.rooms).contains(&room))
        return;
    room.usedMs = m_hall.clock.monotonicMs();
    const bool wasIn = session.rooms.remove(&room);
    session.lookAway(&room);
    if (observe)
        session.look(&room);
    else
        session.rooms.insert(&room);
    m_hall.save(session);
    if (wasIn)
        m_hall.presence.leave(room, *session.user);
    if (!observe)
        m_hall.presence.enter(room, *session.user);
}

void JoinDesk::giveUp(const Reply &reply, Room *room, const Refusal &refusal)
{
    if (Session *session = m_hall.sessions.find(reply.client()))
        session->joining.removeOne(room);
    refuse(reply, refusal);
}

} // namespace Lanroom::Chat
