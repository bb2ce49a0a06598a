// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qstring.h>

#include <atomic>

namespace Lanroom::Storage {

/// The promise that this process alone writes a database: a lock (flock) on a file beside it, taken
/// before the database is opened and let go after it is closed. The kernel lets it go when the
/// process dies, however it dies, so there is no stale lock; a replacement worker waits here until
/// its killed predecessor is really gone. The file itself stays.
class LockFile
{
public:
    explicit LockFile(const QString &path) : m_path(path) {}
    ~LockFile();
    LockFile(const LockFile &) = delete;
    LockFile &operator=(const LockFile &) = delete;

    /// Waits up to waitMs (looking every kLookMs: a blocked flock could not be told to give up) and
    /// fails with ErrorCode::Busy after it, or with Closed as soon as giveUp is set.
    Result<void> acquire(int waitMs, const std::atomic<bool> &giveUp);

private:
    static constexpr int kLookMs = 10;

    QString m_path;
    int m_descriptor = -1;
};

} // namespace Lanroom::Storage
