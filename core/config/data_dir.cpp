// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/data_dir.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qstandardpaths.h>
#include <QtCore/qtemporaryfile.h>

namespace Lanroom::DataDir {

using namespace Qt::Literals::StringLiterals;

QString defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/lanroom"_s;
}

Result<QString> given(const QString &name)
{
    if (name.isEmpty())
        return {ErrorCode::BadRequest, u"--data needs the name of a folder"_s};
    return QFileInfo(name).absoluteFilePath();
}

QString settingsFile(const QString &dataDir)
{
    return dataDir + u"/lanroom.conf"_s;
}

QString lockFile(const QString &dataDir)
{
    return dataDir + u"/lock"_s;
}

QString controlFile(const QString &dataDir)
{
    return dataDir + u"/control"_s;
}

QString servicesFolder(const QString &dataDir)
{
    return dataDir + u"/services"_s;
}

QString serviceFolder(const QString &dataDir, const QString &service)
{
    return servicesFolder(dataDir) + u'/' + service;
}

Result<void> prepare(const QString &dir)
{
    const bool existed = QFileInfo::exists(dir);
    if (!existed) {
        if (!QDir().mkpath(dir))
            return {ErrorCode::Denied, u"cannot create the folder %1"_s.arg(dir)};
        QFile::setPermissions(dir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (!QFileInfo(dir).isDir())
        return {ErrorCode::Denied, u"%1 is not a folder"_s.arg(dir)};
    // Permission bits don't tell all (read-only mounts, full disks): only writing does.
    QTemporaryFile probe(dir + u"/.probe-XXXXXX"_s);
    if (!probe.open())
        return {ErrorCode::Denied,
                u"cannot write in the folder %1: %2"_s.arg(dir, probe.errorString())};
    return {};
}

Result<std::unique_ptr<FileLock>> claim(const QString &dataDir)
{
    Result<std::unique_ptr<FileLock>> lock = FileLock::take(lockFile(dataDir));
    if (!lock && lock.error().code == ErrorCode::Taken)
        return Error{ErrorCode::Busy, u"another Lanroom uses the folder %1 already (%2)"_s
                                          .arg(dataDir, lock.error().message)};
    return lock;
}

} // namespace Lanroom::DataDir
