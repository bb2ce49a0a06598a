// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/file_identity.h"

#include <QtCore/qfile.h>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace Lanroom {

#ifdef Q_OS_UNIX

static FileIdentity identityIn(const struct stat &found)
{
    return {quint64(found.st_dev), quint64(found.st_ino)};
}

std::optional<FileIdentity> FileIdentity::ofPath(const QString &path)
{
    struct stat found = {};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return std::nullopt;
    return identityIn(found);
}

std::optional<FileIdentity> FileIdentity::ofDescriptor(int descriptor)
{
    struct stat found = {};
    if (::fstat(descriptor, &found) != 0)
        return std::nullopt;
    return identityIn(found);
}

#else

std::optional<FileIdentity> FileIdentity::ofPath(const QString &)
{
    return std::nullopt;
}

std::optional<FileIdentity> FileIdentity::ofDescriptor(int)
{
    return std::nullopt;
}

#endif

} // namespace Lanroom
