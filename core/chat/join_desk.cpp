// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/join_desk.h"

#include "chat/answers.h"

namespace Lanroom::Chat {

/// Whether everything after request.after can still be brought.
static bool canRecover(const Room &room, const JoinRequest &request)
{
    return request.after && request.epoch == room.epoch && *request.after <= room.head &&
           *request.after >= Room::kFirst - 1;
}

void JoinDesk::join(Session &session, const QJsonValue &id, const JoinRequest &request)
{
    const ClientId client = session.client.id();
    Room *room = m_hall.rooms.findByName(request.room);
    const bool hears = session.hears(room);
    if (!hears && session.roomCount() >= m_hall.limits.roomsPerClient)
        return m_hall.refuse(client, id, Code::TooManyRooms);
    if (hears || (room && !room->isLocked())) {
        session.joining.append(room);
        return read(client, id, *room, request);
    }
    if (request.password.isEmpty()) {
        const bool tell = room && !room->hidden;
        return m_hall.refuse(client, id, tell ? Code::PasswordRequired : Code::RoomNotFound);
    }
    checkPassword(session, id, room, request);
}

/// Also for a room that doesn't exist, which takes as long: else its time would tell a hidden one.
void JoinDesk::checkPassword(Session &session, const QJsonValue &id, Room *room,
                             const JoinRequest &request)
{
    const ClientId client = session.client.id();
    const QString address = session.client.address();
    if (const qint64 wait = m_hall.guesses.waitMs(address, m_hall.clock.monotonicMs()); wait > 0)
        return m_hall.refuse(client, id, Refusal(Code::Rate, wait));
    session.joining.append(room);
    m_hall.passwords.verify(
        room ? room->passwordHash : QByteArray(), request.password,
        [this, client, address, id, room, request](const Result<bool> &right) {
            if (right && *right)
                return read(client, id, *room, request);
            if (!right)
                return giveUp(client, id, room, m_hall.toRefusal(right.error()));
            m_hall.guesses.wrong(address, m_hall.clock.monotonicMs());
            const bool tell = room && !room->hidden;
            giveUp(client, id, room, tell ? Code::PasswordWrong : Code::RoomNotFound);
        });
}

void JoinDesk::read(ClientId client, const QJsonValue &id, Room &room, const JoinRequest &request)
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
        .then([this, client, id, &room,
               terms = Terms{request.observe, recovered}](Result<Page> &&page) {
            if (page)
                finish(client, id, room, *page, terms);
            else
                giveUp(client, id, &room, m_hall.toRefusal(page.error()));
        });
}

void JoinDesk::finish(ClientId client, const QJsonValue &id, Room &room, const Page &page,
                      const Terms &terms)
{
    Session *session = m_hall.sessions.find(client);
    if (!session)
        return;
    if (!session->joining.removeOne(&room) && !session->hears(&room)) // it left before it was in
        return m_hall.refuse(client, id, Code::NotJoined);
    admit(*session, room, terms.observe);
    session->client.send(joinedAnswer(id, room, page, terms.recovered, terms.observe,
                                      m_hall.presence.members(room)));
    if (terms.observe)
        session->client.observe(room.topic);
    else
        session->client.subscribe(room.topic);
}

/// Also from one to the other: the last join counts.
void JoinDesk::admit(Session &session, Room &room, bool observe)
{
    QSet<Room *> &wanted = observe ? session.observed : session.rooms;
    if (wanted.contains(&room))
        return;
    const bool wasIn = session.rooms.remove(&room);
    session.observed.remove(&room);
    wanted.insert(&room);
    session.save();
    if (wasIn)
        m_hall.presence.leave(room, *session.user);
    if (!observe)
        m_hall.presence.enter(room, *session.user);
}

void JoinDesk::giveUp(ClientId client, const QJsonValue &id, Room *room, const Refusal &refusal)
{
    if (Session *session = m_hall.sessions.find(client))
        session->joining.removeOne(room);
    m_hall.refuse(client, id, refusal);
}

} // namespace Lanroom::Chat
