// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/greeter.h"
#include "chat/history_desk.h"
#include "chat/join_desk.h"
#include "chat/messenger.h"
#include "chat/room_desk.h"

#include <lanroom/session_service.h>

namespace Lanroom::Chat {

/// The chat: rooms, messages that are never lost once acknowledged, who is here. PROTOCOL.md says
/// what it promises. This class only opens the database, keeps the sessions and hands each request
/// to the desk that does it. It runs in the worker lanroom-chat; its database is chat.db in the
/// service's own folder. A database that can't be opened ends the worker with the reason; one that
/// fails later fails the requests of the time, each with an answer.
class ChatService final : public SessionService, private Outlet
{
public:
    explicit ChatService(const Limits &limits = {}, const Clock &clock = systemClock());

    void start() override;
    void connected(Client &client) override;
    void resumed(Client &client) override;
    void attached() override;
    void disconnected(Client &client, int code) override;
    void command(const QString &name, const QCborMap &arguments,
                 const CommandReply &reply) override;
    void stopping() override;

private:
    struct Snapshot;

    /// Rooms are there whoever is in them: they are described when they are made.
    QString title(const QByteArray &) const override { return {}; }
    void publish(const QByteArray &topic, const QByteArray &text) override;
    void keep(Client &client, const QJsonObject &state) override;
    static Result<Snapshot> load(Connection &db, qint64 namesHeldSinceMs);
    void open(const Snapshot &snapshot);
    void sweep();

    /// Hands every request of this type to its desk, read and admitted.
    template <typename Wanted, typename Desk>
    void serve(const QString &type, Desk &desk,
               void (Desk::*take)(Session &, const Reply &, const Wanted &));
    std::optional<Refusal> admit(Session &session, bool counts);

    Hall m_hall;
    Greeter m_greeter;
    RoomDesk m_roomDesk;
    JoinDesk m_joinDesk;
    Messenger m_messenger;
    HistoryDesk m_historyDesk;
    QTimer m_sweepTimer;
};

} // namespace Lanroom::Chat
