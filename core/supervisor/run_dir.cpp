// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/run_dir.h"

#include "base/random.h"
#include "base/file_lock.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kAliveFile = u"alive"_s;
/// A hidden folder belongs to a server that is just making it, if it is not older than that.
constexpr qint64 kMinStaleSeconds = 60;

#ifdef Q_OS_UNIX

QString userSuffix()
{
    return QString::number(::geteuid());
}

/// A real directory (no link that somebody else could turn) of ours that nobody else may enter.
bool isPrivate(const QString &dir)
{
    struct stat info = {};
    return ::lstat(QFile::encodeName(dir).constData(), &info) == 0 && S_ISDIR(info.st_mode)
        && info.st_uid == ::geteuid() && (info.st_mode & 077) == 0;
}

bool makePrivate(const QString &dir)
{
    return ::mkdir(QFile::encodeName(dir).constData(), 0700) == 0;
}

#else

// Elsewhere the user's temporary folder is private already.
QString userSuffix()
{
    return qEnvironmentVariable("USERNAME");
}

bool isPrivate(const QString &dir)
{
    return QFileInfo(dir).isDir();
}

bool makePrivate(const QString &dir)
{
    return QDir().mkdir(dir);
}

#endif

/// Longest folder below which every socket's path keeps to its limit.
bool isShortEnough(const QString &parent)
{
    const qsizetype instance = 1 + 8; // "/0123abcd"
    const qsizetype socket = 1 + RunDir::kMaxNameLength + 2; // "/name.s"
    return QFile::encodeName(parent).size() + instance + socket <= RunDir::kMaxSocketPath;
}

Result<QString> privateFolder(const QString &path)
{
    if (!isShortEnough(path))
        return Error{ErrorCode::System, u"the path %1 is too long for sockets"_s.arg(path)};
    // Somebody else may have made it first, so it is judged however it came to be.
    makePrivate(path);
    if (!isPrivate(path))
        return Error{ErrorCode::Denied, u"%1 is not a private folder of this user"_s.arg(path)};
    return path;
}

Result<QString> parentFolder()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (!runtime.isEmpty() && isPrivate(runtime)) {
        if (const Result<QString> parent = privateFolder(runtime + u"/lanroom"_s))
            return parent;
    }
    return privateFolder(QDir::tempPath() + u"/lanroom-"_s + userSuffix());
}

void removeStale(const QString &parent)
{
    const QDateTime now = QDateTime::currentDateTime();
    const QDir::Filters all = QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot;
    for (const QFileInfo &info : QDir(parent).entryInfoList(all)) {
        const QString alive = info.filePath() + u'/' + kAliveFile;
        const bool isYoung = info.lastModified().secsTo(now) <= kMinStaleSeconds;
        if (isYoung && info.isHidden())
            continue;
        // One that has a name had this file; who took that away may well have left a server alive.
        if (!info.isHidden() && !QFileInfo::exists(alive))
            continue;
        if (const Result<std::unique_ptr<FileLock>> nobodys = FileLock::take(alive); nobodys)
            QDir(info.filePath()).removeRecursively();
    }
}

} // namespace

Result<std::unique_ptr<RunDir>> RunDir::create()
{
    const Result<QString> parent = parentFolder();
    if (!parent)
        return parent.error();
    return createIn(*parent);
}

Result<std::unique_ptr<RunDir>> RunDir::createIn(const QString &parent)
{
    removeStale(parent);
    Result<Folder> folder = makeIn(parent);
    if (!folder)
        return folder.error();
    return std::unique_ptr<RunDir>(new RunDir(std::move(*folder)));
}

Result<RunDir::Folder> RunDir::makeIn(const QString &parent)
{
    // Hidden until it is held: another server's start would take it for an abandoned one.
    const QString name = QString::fromLatin1(randomHex(4));
    const QString hidden = parent + u"/."_s + name;
    if (!makePrivate(hidden))
        return Error{ErrorCode::Denied, u"cannot make a folder in %1"_s.arg(parent)};
    Result<std::unique_ptr<FileLock>> alive = FileLock::take(hidden + u'/' + kAliveFile);
    if (!alive)
        return alive.error();
    const QString path = parent + u'/' + name;
    if (!QDir().rename(hidden, path))
        return Error{ErrorCode::System, u"cannot keep a folder in %1"_s.arg(parent)};
    return Folder{path, std::move(*alive)};
}

RunDir::RunDir(Folder folder) : m_folder(std::move(folder)) {}

RunDir::~RunDir()
{
    QDir(m_folder.path).removeRecursively();
}

Result<bool> RunDir::restore()
{
    const QString alive = m_folder.path + u'/' + kAliveFile;
    if (isPrivate(m_folder.path) && QFileInfo::exists(alive))
        return false;
    // Where the folder is still there, somebody is just at it, and sockets may be gone already.
    const Result<QString> parent = parentFolder();
    if (!parent)
        return parent.error();
    Result<Folder> folder = makeIn(*parent);
    if (!folder)
        return folder.error();
    QDir(m_folder.path).removeRecursively();
    m_folder = std::move(*folder);
    return true;
}

QString RunDir::socketPath(const QString &name) const
{
    Q_ASSERT(name.size() <= kMaxNameLength);
    return m_folder.path + u'/' + name + u".s"_s;
}

} // namespace Lanroom
