// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/database_lock.h"

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qthread.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {
constexpr int kLookMs = 10; // a lock that blocks could not be told to give up
}

Result<std::unique_ptr<FileLock>> lockDatabase(const QString &database, int waitMs,
                                               const std::atomic<bool> &giveUp)
{
    const QDeadlineTimer deadline(waitMs);
    for (;;) {
        Result<std::unique_ptr<FileLock>> lock = FileLock::take(database + ".lock"_L1);
        if (lock)
            return lock;
        if (lock.error().code != ErrorCode::Taken)
            return Error{ErrorCode::Storage, lock.error().message};
        if (giveUp)
            return Error{ErrorCode::Closed, u"Stopped while waiting for the database"_s};
        if (deadline.hasExpired())
            return Error{ErrorCode::Busy,
                         u"Another process is using the database: %1"_s.arg(lock.error().message)};
        QThread::msleep(kLookMs);
    }
}

} // namespace Lanroom::Storage
