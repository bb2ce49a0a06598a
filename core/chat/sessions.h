// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/token_bucket.h"
#include "chat/rooms.h"
#include "chat/users.h"

#include <lanroom/client.h>

#include <QtCore/qjsonvalue.h>
#include <QtCore/qobject.h>
#include <QtCore/qset.h>
#include <QtCore/qtimer.h>

#include <deque>
#include <unordered_map>

namespace Lanroom::Chat {

/// One connection and how far it has come.
struct Session
{
    enum class State {
        Fresh,    ///< no hello yet, or none that was good
        Greeting, ///< a hello is being looked at
        Welcome,  ///< user is set
    };

    Session(Client &connection, const TokenBucket &helloRate)
        : client(connection), hellos(helloRate)
    {
    }
    ~Session()
    {
        for (Room *room : std::as_const(observed))
            --room->observers;
    }
    Q_DISABLE_COPY_MOVE(Session)

    Client &client;
    TokenBucket hellos;
    State state = State::Fresh;
    QJsonValue helloId; ///< while Greeting: of the hello that is being looked at
    User *user = nullptr;
    QByteArray token;
    QSet<Room *> rooms;
    QSet<Room *> observed;       ///< looked at only; none of rooms. By look() and lookAway()
    QList<Room *> joining;       ///< asked for and not answered yet, once for each request
                                 ///  (null: a room that does not exist)
    qint64 helloByMs = 0;        ///< monotonic; until then a hello is waited for
    bool mayRepeatHello = false; ///< came from the predecessor: its welcome may have been lost

    void beginGreeting(const QJsonValue &hello)
    {
        state = State::Greeting;
        helloId = hello;
    }
    bool isWelcome() const { return state == State::Welcome; }
    bool isIn(Room *room) const { return room && rooms.contains(room); }
    /// In it, or looking on.
    bool hears(Room *room) const { return isIn(room) || (room && observed.contains(room)); }
    void look(Room *room)
    {
        room->observers += !observed.contains(room);
        observed.insert(room);
    }
    void lookAway(Room *room) { room->observers -= observed.remove(room); }
    qsizetype roomCount() const
    {
        return rooms.size() + observed.size() + QSet(joining.cbegin(), joining.cend()).size();
    }
};

/// Every connection's session, and the deadline until which one must have said hello: over it the
/// client is closed with 4401. The time counts from when this process got to know the client, so a
/// service that was away holds it against nobody.
/// Event-loop thread, owned by Hall; a Session stays where it is until it is removed.
class Sessions : public QObject
{
    Q_OBJECT
public:
    static constexpr int kNoHello = 4401;

    Sessions(const Limits &limits, const Clock &clock);

    Session &add(Client &client);
    Session *find(ClientId id);
    /// Gives client another deadline: it has said hello, and was told to say it again.
    void expectHello(ClientId client);
    void remove(ClientId id) { m_sessions.erase(id.raw()); }

private:
    struct Deadline
    {
        qint64 atMs; // monotonic
        ClientId client;
    };
    void checkDeadlines();
    void startTimer();

    const Limits &m_limits;
    const Clock &m_clock;
    std::unordered_map<quint64, Session> m_sessions;
    std::deque<Deadline> m_deadlines; // in their order, since all are equally far
    QTimer m_timer;
};

} // namespace Lanroom::Chat
