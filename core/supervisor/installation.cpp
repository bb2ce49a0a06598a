// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/installation.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qstandardpaths.h>

namespace Lanroom::Installation {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QString> findProgram(const QString &name, const QStringList &folders)
{
    QString lame; // there, but of no use
    for (const QString &folder : folders) {
        const QFileInfo candidate(folder + u'/' + name);
        if (!candidate.isFile())
            continue;
        const QString path = QDir::cleanPath(candidate.absoluteFilePath());
        if (candidate.isExecutable())
            return path;
        if (lame.isEmpty())
            lame = path;
    }
    if (!lame.isEmpty())
        return Error{ErrorCode::System,
                     u"the program %1 is not executable: 'chmod +x' makes it so"_s.arg(lame)};
    return Error{ErrorCode::NotFound,
                 u"the program %1 is missing (looked in %2)"_s.arg(name, folders.join(u", "_s))};
}

QStringList helperFolders()
{
    const QString here = QCoreApplication::applicationDirPath();
    return {here, QDir::cleanPath(here + u"/../libexec/lanroom"_s)};
}

QString servicesInBuild()
{
    return QCoreApplication::applicationDirPath() + u"/services"_s;
}

/// The first word of the manifest's command, as a file.
Result<QString> ownProgram(const Manifest &manifest)
{
    const QString &name = manifest.command.first();
    if (name.contains(u'/'))
        return findProgram(QFileInfo(name).fileName(),
                           {QDir(manifest.folder).absoluteFilePath(QFileInfo(name).path())});
    const Result<QString> ours = findProgram(name, QStringList{manifest.folder} + helperFolders());
    if (ours)
        return ours;
    if (const QString inPath = QStandardPaths::findExecutable(name); !inPath.isEmpty())
        return inPath;
    return ours.error().code == ErrorCode::NotFound
               ? Error{ErrorCode::NotFound, ours.error().message + u", nor is it in PATH"_s}
               : ours.error();
}

} // namespace

Result<QString> helper(const QString &name)
{
    return findProgram(name, helperFolders());
}

QString servicesFolder()
{
    const QString inBuild = servicesInBuild();
    return QFileInfo(inBuild).isDir()
        ? inBuild
        : QDir::cleanPath(QCoreApplication::applicationDirPath() + u"/../share/lanroom/services"_s);
}

QStringList systemServicesFolders()
{
    if (QFileInfo(servicesInBuild()).isDir())
        return {};
    return {u"/usr/share/lanroom/services"_s, u"/etc/lanroom/services"_s};
}

Result<ChildProcess::Program> program(const Manifest &manifest)
{
    const Result<QString> found = ownProgram(manifest);
    if (!found)
        return found.error();
    ChildProcess::Program program{*found, manifest.command.sliced(1)};
    program.folder = manifest.folder;
    for (auto it = manifest.environment.cbegin(); it != manifest.environment.cend(); ++it)
        program.environment.append({it.key(), it.value()});
    if (manifest.stdio == Manifest::Stdio::None)
        return program;
    const Result<QString> between = helper(u"lanroom-stdio"_s);
    if (!between)
        return between.error();
    const bool json = manifest.stdio == Manifest::Stdio::Json;
    program.arguments = QStringList{json ? u"json"_s : u"lines"_s, u"--"_s, program.path} + program.arguments;
    program.path = *between;
    return program;
}

QStringList programFiles(const Manifest &manifest)
{
    const Result<QString> found = ownProgram(manifest);
    if (!found)
        return {};
    const QString folder = QFileInfo(*found).absolutePath();
    if (folder == manifest.folder || helperFolders().contains(folder))
        return {*found};
    // The system's, so perhaps an interpreter.
    for (const QString &argument : manifest.command.sliced(1)) {
        if (const QFileInfo file(QDir(manifest.folder), argument); file.isFile())
            return {*found, file.absoluteFilePath()};
    }
    return {*found};
}

} // namespace Lanroom::Installation
