// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/chat_service.h"

#include "chat/answers.h"
#include "chat/log.h"
#include "chat/room_store.h"
#include "chat/user_store.h"
#include "config/access_password.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

/// Without this the linker leaves the migrations out: nothing else refers to them. Qt wants it
/// outside of namespaces.
static void keepMigrations()
{
    Q_INIT_RESOURCE(chat_sql);
}

namespace Lanroom::Chat {

/// What the event loop knows of the database when it starts.
struct ChatService::Snapshot
{
    QString epoch;
    QList<RoomRecord> rooms;
    QList<UserRecord> users; // whose names are in use
};

template <typename Wanted, typename Desk>
void ChatService::serve(const QString &type, Desk &desk,
                        void (Desk::*take)(Session &, const Reply &, const Wanted &))
{
    on(type, [this, &desk, take](Client &client, const Request &request) -> Answer {
        const Wanted wanted = Wanted::read(request, m_hall.limits);
        if (request.problem())
            return *request.problem();
        Session &session = *m_hall.sessions.find(client.id());
        if constexpr (!std::is_same_v<Wanted, HelloRequest>) {
            // Messages have a rate of their own.
            if (const auto refusal = admit(session, !std::is_same_v<Wanted, SendRequest>))
                return *refusal;
        }
        (desk.*take)(session, replyTo(client, request), wanted);
        return Answer::later();
    });
}

ChatService::ChatService(const Limits &limits, const Clock &clock)
    : m_hall(limits, clock, *this), m_greeter(m_hall),
      m_roomDesk(
          m_hall, [this](const Room &room) { describeTopic(room.topic, room.title); },
          [this](const Room &room) { forgetTopic(room.topic); }),
      m_joinDesk(m_hall), m_messenger(m_hall), m_historyDesk(m_hall)
{
    serve(u"hello"_s, m_greeter, &Greeter::hello);
    serve(u"rooms"_s, m_roomDesk, &RoomDesk::list);
    serve(u"create"_s, m_roomDesk, &RoomDesk::create);
    serve(u"join"_s, m_joinDesk, &JoinDesk::join);
    serve(u"leave"_s, m_roomDesk, &RoomDesk::leave);
    serve(u"send"_s, m_messenger, &Messenger::send);
    serve(u"history"_s, m_historyDesk, &HistoryDesk::history);
    connect(&m_sweepTimer, &QTimer::timeout, this, &ChatService::sweep);
}

void ChatService::start()
{
    if (sodium_init() < 0)
        return fail(u"libsodium cannot be used"_s);
    const Result<QByteArray> access =
        readAccessPassword(setting("access.password_file"_L1).toString());
    if (!access)
        return fail(access.error().message);
    m_hall.accessPassword = *access;
    m_hall.placeName = setting("place.name"_L1).toString();
    m_hall.users.setOperator(m_hall.placeName);

    keepMigrations();
    m_hall.database = std::make_unique<Database>(
        u"sqlite:chat.db"_s, DatabaseOptions{.folder = dataDir(), .migrations = u":/chat/sql"_s});
    // How the opening went, the first job tells.
    m_hall.database
        ->readInOrder([since = m_hall.clock.wallMs() - m_hall.limits.nameHeldMs](Connection &db) {
            return load(db, since);
        })
        .then([this](const Result<Snapshot> &snapshot) {
            if (snapshot)
                open(*snapshot);
            else
                fail(snapshot.error().message);
        });
}

Result<ChatService::Snapshot> ChatService::load(Connection &db, qint64 namesHeldSinceMs)
{
    const Result<QString> epoch = RoomStore::databaseEpoch(db);
    if (!epoch)
        return epoch.error();
    const Result<QList<RoomRecord>> rooms = RoomStore::all(db);
    if (!rooms)
        return rooms.error();
    const Result<QList<UserRecord>> users = UserStore::inUse(db, namesHeldSinceMs);
    if (!users)
        return users.error();
    return Snapshot{*epoch, *rooms, *users};
}

void ChatService::open(const Snapshot &snapshot)
{
    m_hall.epoch = snapshot.epoch;
    for (const RoomRecord &record : snapshot.rooms) {
        const Room &room = m_hall.rooms.add(record);
        describeTopic(room.topic, room.title);
    }
    for (const UserRecord &user : snapshot.users)
        m_hall.users.add(user);
    sweep();
    m_sweepTimer.start(m_hall.limits.sweepMs);
    ready();
}

void ChatService::sweep()
{
    m_hall.users.expire();
    m_hall.database
        ->write([limits = m_hall.limits, now = m_hall.clock.wallMs()](Connection &db) {
            return UserStore::sweep(db, limits, now);
        })
        .then([](const Result<void> &done) {
            if (!done)
                qCWarning(lcChat) << "old guests could not be forgotten:" << done.error().message;
        });
}

void ChatService::connected(Client &client)
{
    m_hall.sessions.add(client);
}

void ChatService::resumed(Client &client)
{
    m_greeter.resume(client, state(client));
}

void ChatService::attached()
{
    m_greeter.closeTheDoor();
    m_hall.presence.start();
}

void ChatService::disconnected(Client &client, int)
{
    if (Session *session = m_hall.sessions.find(client.id()))
        m_greeter.goodbye(*session);
    m_hall.sessions.remove(client.id());
}

std::optional<Refusal> ChatService::admit(Session &session, bool counts)
{
    if (!session.isWelcome())
        return Code::NoHello;
    session.mayRepeatHello = false; // whoever asks for something has heard its welcome
    const qint64 now = m_hall.clock.monotonicMs();
    TokenBucket &bucket = session.user->requests;
    if (counts && !bucket.take(now))
        return Refusal(Code::Rate, bucket.waitMs(now));
    return std::nullopt;
}

void ChatService::command(const QString &name, const QCborMap &arguments, const CommandReply &reply)
{
    if (name != "say"_L1)
        return Service::command(name, arguments, reply);
    m_messenger.say(arguments.value("room"_L1).toString(), arguments.value("text"_L1).toString(),
                    [reply](const Result<void> &said) {
                        reply(said ? Result<QCborMap>(QCborMap()) : Result<QCborMap>(said.error()));
                    });
}

void ChatService::stopping()
{
    if (!m_hall.database)
        return stopped();
    // Behind everything that is under way: when it has been answered, so has that.
    m_hall.database->readInOrder([](Connection &) { return Result<void>(); })
        .then([this](const Result<void> &) { stopped(); });
}

void ChatService::publish(const QByteArray &topic, const QByteArray &text)
{
    Service::publish(topic, text);
}

void ChatService::keep(Client &client, const QJsonObject &state)
{
    const bool fits = setState(client, state);
    Q_ASSERT(fits); // by Limits::roomsPerClient
    Q_UNUSED(fits)
}

} // namespace Lanroom::Chat
