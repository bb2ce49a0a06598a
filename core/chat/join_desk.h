// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/hall.h"
#include "chat/message_store.h"
#include "chat/requests.h"

namespace Lanroom::Chat {

/// The desk for going into a room. The messages a join brings are read in the line of the writes,
/// so that exactly those up to its head are in it, and exactly the ones after are published to the
/// client from then on. Event-loop thread, owned by ChatService.
class JoinDesk
{
public:
    explicit JoinDesk(Hall &hall) : m_hall(hall) {}

    void join(Session &session, const Reply &reply, const JoinRequest &request);

private:
    void checkPassword(Session &session, const Reply &reply, Room *room,
                       const JoinRequest &request);
    /// Room is held from here to the answer.
    void read(const Reply &reply, Room &room, const JoinRequest &request);
    /// How one is let in: as a member or to look on, going on where one was or afresh.
    struct Terms
    {
        bool observe;
        bool recovered;
    };
    void finish(const Reply &reply, Room &room, const Page &page, const Terms &terms);
    void admit(Session &session, Room &room, bool observe);
    void giveUp(const Reply &reply, Room *room, const Refusal &refusal);

    Hall &m_hall;
};

} // namespace Lanroom::Chat
