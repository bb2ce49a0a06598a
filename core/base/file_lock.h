// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qstring.h>

#include <memory>

namespace Lanroom {

/// A file held by one process at a time, and let go by the system however that process ends, kill -9
/// included: flock(), which no stale pid and no reused one can fool. The server holds one for its data
/// directory and one for its run directory, a service one for its database. The file itself stays, since
/// unlinking it would let two processes each hold one of the same name; where somebody does so all the same
/// (removeStale() of the run directories), a lock of what is no longer there is not given.
class FileLock
{
public:
    /// Taken, with a message that names the holder's process where it said so; or System.
    static Result<std::unique_ptr<FileLock>> take(const QString &path);
    virtual ~FileLock() = default;
};

} // namespace Lanroom
