// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "chat/guesses.h"
#include "chat/outlet.h"
#include "chat/passwords.h"
#include "chat/presence.h"
#include "chat/refusal.h"
#include "chat/rooms.h"
#include "chat/sessions.h"
#include "chat/users.h"

#include <lanroom/database.h>
#include <lanroom/session_service.h>

namespace Lanroom::Chat {

/// What the desks of the chat (greeter, room desk, messenger, ...) share: the state of the place
/// and its database. Event-loop thread, owned by ChatService, which fills it before the first
/// client.
struct Hall
{
    Hall(const Limits &bounds, const Clock &time, Outlet &out)
        : limits(bounds), clock(time), outlet(out), users(limits, clock), rooms(limits),
          sessions(limits, clock), presence(limits, clock, rooms, outlet), guesses(limits),
          passwords(limits.passwordJobs, limits.passwordJobsPerAddress)
    {
    }

    const Limits limits;
    const Clock &clock;
    Outlet &outlet;
    QString placeName;
    QByteArray accessPassword; // empty: everyone may come in
    QString epoch;             // of the database
    Users users;
    Rooms rooms;
    Sessions sessions;
    Presence presence;
    Guesses guesses;
    Passwords passwords;
    std::unique_ptr<Database> database; // last: its end ends all callbacks

    /// Leaves with the client what a successor must know. Before the answer that tells.
    void save(const Session &session);
    /// What a client is told when the database or the password thread failed.
    Refusal toRefusal(const Error &error) const;
    /// Every room the session may know of.
    QJsonArray roomEntries(const Session &session) const;
};

inline void refuse(const Reply &reply, const Refusal &refusal)
{
    reply(refusal);
}

} // namespace Lanroom::Chat
