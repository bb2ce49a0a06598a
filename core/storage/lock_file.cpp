// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/lock_file.h"

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qthread.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

LockFile::~LockFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<void> LockFile::acquire(int waitMs, const std::atomic<bool> &giveUp)
{
    m_descriptor =
        ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_descriptor < 0)
        return Error{ErrorCode::Storage, u"The lock file %1 cannot be opened: %2"_s.arg(
                                             m_path, qt_error_string(errno))};
    const QDeadlineTimer deadline(waitMs);
    while (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (giveUp)
            return Error{ErrorCode::Closed, u"Stopped while waiting for the database"_s};
        if (deadline.hasExpired())
            return Error{ErrorCode::Busy,
                         u"Another process is using the database (%1)"_s.arg(m_path)};
        QThread::msleep(kLookMs);
    }
    return {};
}

} // namespace Lanroom::Storage
