// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/file_lock.h"

#include "base/file_identity.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qlockfile.h>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

Error taken(const QString &path, qint64 pid)
{
    const QString who = pid > 0 ? u"process %1"_s.arg(pid) : u"another process"_s;
    return {ErrorCode::Taken, u"%1 is held by %2"_s.arg(path, who)};
}

} // namespace

#ifdef Q_OS_UNIX

namespace {

class UnixFileLock final : public FileLock
{
public:
    explicit UnixFileLock(int fd) : m_fd(fd) {}
    ~UnixFileLock() override { ::close(m_fd); }
    Q_DISABLE_COPY_MOVE(UnixFileLock)

    qint64 readPid() const
    {
        char text[32] = {};
        const ssize_t got = ::pread(m_fd, text, sizeof text - 1, 0);
        return got > 0 ? QByteArray(text, got).trimmed().toLongLong() : 0;
    }

    // Whoever removed the file meanwhile, with all that was beside it, has left us the lock of nothing.
    bool isStill(const QString &path) const
    {
        const std::optional<FileIdentity> held = FileIdentity::ofDescriptor(m_fd);
        return held && held == FileIdentity::ofPath(path);
    }

    // Only for the message above: the lock is the kernel's, not the number.
    bool writePid() const
    {
        const QByteArray text = QByteArray::number(QCoreApplication::applicationPid()) + '\n';
        return ::ftruncate(m_fd, 0) == 0 && ::pwrite(m_fd, text.constData(), size_t(text.size()), 0) > 0;
    }

private:
    int m_fd;
};

} // namespace

Result<std::unique_ptr<FileLock>> FileLock::take(const QString &path)
{
    const auto failed = [&path] {
        return Error{ErrorCode::System, u"cannot lock %1: %2"_s.arg(path, qt_error_string(errno))};
    };
    const QByteArray name = QFile::encodeName(path);
    const int fd = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed();
    auto lock = std::make_unique<UnixFileLock>(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? taken(path, lock->readPid()) : failed();
    if (!lock->isStill(path))
        return taken(path, 0);
    if (!lock->writePid())
        return failed();
    return std::unique_ptr<FileLock>(std::move(lock));
}

#else

namespace {

class PlainFileLock final : public FileLock
{
public:
    explicit PlainFileLock(const QString &path) : m_file(path) { m_file.setStaleLockTime(0); }
    QLockFile m_file;
};

} // namespace

Result<std::unique_ptr<FileLock>> FileLock::take(const QString &path)
{
    auto lock = std::make_unique<PlainFileLock>(path);
    if (!lock->m_file.tryLock()) {
        qint64 pid = 0;
        QString host;
        QString program;
        lock->m_file.getLockInfo(&pid, &host, &program);
        return taken(path, pid);
    }
    return std::unique_ptr<FileLock>(std::move(lock));
}

#endif

} // namespace Lanroom
