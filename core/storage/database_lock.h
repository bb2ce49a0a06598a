// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/file_lock.h"

#include <atomic>
#include <memory>

namespace Lanroom::Storage {

/// The promise that this process alone writes the database at that path: a FileLock on a file
/// beside it, taken before the database is opened and let go after it is closed. A replacement
/// worker waits here, on its writer thread, until its killed predecessor is really gone. Waits up
/// to waitMs and fails with Busy after it, or with Closed as soon as giveUp is set.
Result<std::unique_ptr<FileLock>> lockDatabase(const QString &database, int waitMs,
                                               const std::atomic<bool> &giveUp);

} // namespace Lanroom::Storage
