// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/installation.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>

namespace Lanroom::Installation {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QString> findProgram(const QString &name, const QStringList &folders)
{
    for (const QString &folder : folders) {
        const QFileInfo candidate(folder + u'/' + name);
        if (candidate.isFile() && candidate.isExecutable())
            return QDir::cleanPath(candidate.absoluteFilePath());
    }
    return Error{ErrorCode::NotFound,
                 u"the program %1 is missing (looked in %2)"_s.arg(name, folders.join(u", "_s))};
}

QStringList helperFolders()
{
    const QString here = QCoreApplication::applicationDirPath();
    return {here, QDir::cleanPath(here + u"/../libexec/lanroom"_s)};
}

} // namespace

Result<QString> helper(const QString &name)
{
    return findProgram(name, helperFolders());
}

QString servicesFolder()
{
    const QString here = QCoreApplication::applicationDirPath();
    const QString inBuild = here + u"/services"_s;
    return QFileInfo(inBuild).isDir() ? inBuild
                                      : QDir::cleanPath(here + u"/../share/lanroom/services"_s);
}

Result<QString> program(const Manifest &manifest)
{
    const QString &name = manifest.command.first();
    if (name.contains(u'/'))
        return findProgram(QFileInfo(name).fileName(),
                           {QDir(manifest.folder).absoluteFilePath(QFileInfo(name).path())});
    return findProgram(name, QStringList{manifest.folder} + helperFolders());
}

Result<QStringList> commandLine(const Manifest &manifest)
{
    const Result<QString> found = program(manifest);
    if (!found)
        return found.error();
    const QStringList line = QStringList{*found} + manifest.command.sliced(1);
    if (manifest.stdio == Manifest::Stdio::None)
        return line;
    const Result<QString> between = helper(u"lanroom-stdio"_s);
    if (!between)
        return between.error();
    const bool json = manifest.stdio == Manifest::Stdio::Json;
    return QStringList{*between, json ? u"json"_s : u"lines"_s, u"--"_s} + line;
}

} // namespace Lanroom::Installation
