// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/hall.h"
#include "chat/requests.h"

#include <functional>

namespace Lanroom::Chat {

/// The desk for what rooms there are: makes them, lists them, lets people leave them. (Going in is
/// the join desk's.) Event-loop thread, owned by ChatService.
class RoomDesk
{
public:
    /// opened is called with every room that was made, closed with every one that made place.
    RoomDesk(Hall &hall, std::function<void(const Room &)> opened,
             std::function<void(const Room &)> closed)
        : m_hall(hall), m_opened(std::move(opened)), m_closed(std::move(closed))
    {
    }

    void list(Session &session, const Reply &reply, const RoomsRequest &request);
    void create(Session &session, const Reply &reply, const CreateRequest &request);
    void leave(Session &session, const Reply &reply, const LeaveRequest &request);

private:
    /// A place has been reserved for it.
    void make(const Reply &reply, const RoomRecord &wanted, const Rooms::Place &place);
    void close(const std::shared_ptr<Room> &room);
    /// Answers as when the room was made, if it was made by the same; else that the name is taken.
    void answerExisting(const Reply &reply, UserId asking, Room &room);

    Hall &m_hall;
    std::function<void(const Room &)> m_opened;
    std::function<void(const Room &)> m_closed;
};

} // namespace Lanroom::Chat
