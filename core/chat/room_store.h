// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "chat/records.h"

#include <lanroom/connection.h>

// Rooms in the database: parts of jobs, on its threads.
namespace Lanroom::Chat::RoomStore {

/// The database's own epoch.
Result<QString> databaseEpoch(Connection &db);
/// In the order in which they were made.
Result<QList<RoomRecord>> all(Connection &db);
/// Makes a room of what is given (all but its id); ErrorCode::Taken when its name is in use.
Result<RoomRecord> create(Connection &db, const RoomRecord &room);
/// Removes a room without messages; ErrorCode::Busy when it has some.
Result<void> remove(Connection &db, RoomId room);

} // namespace Lanroom::Chat::RoomStore
