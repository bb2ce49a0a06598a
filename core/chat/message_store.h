// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "chat/records.h"

#include <lanroom/connection.h>

// Messages in the database: parts of jobs, on its threads.
namespace Lanroom::Chat::MessageStore {

/// What became of a message that was sent.
struct Posted
{
    enum class Outcome {
        New,
        Repeated, ///< the same was sent before: seq and ts are those of then
        Conflict, ///< another one was sent before with this cmid
    };
    Outcome outcome = Outcome::New;
    qint64 seq = 0;
    qint64 tsMs = 0;
};

/// Gives message (all but its seq) the room's next sequence number and writes it, or finds the one
/// that the same user sent with the same cmid.
Result<Posted> post(Connection &db, RoomId room, const MessageRecord &message);

/// Which messages: those after a number (oldest first), or before one, or the newest.
struct Range
{
    std::optional<qint64> after;
    std::optional<qint64> before; // without after
    int limit = 0;                // messages
    int bytes = 0;                // of their bodies; one message may go over it
};
Result<Page> page(Connection &db, RoomId room, const Range &range);

} // namespace Lanroom::Chat::MessageStore
