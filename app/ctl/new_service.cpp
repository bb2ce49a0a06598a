// SPDX-License-Identifier: LGPL-3.0-or-later
#include "new_service.h"

#include "supervisor/installation.h"
#include "supervisor/manifest_values.h"
#include "supervisor/service_folders.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>

#include <algorithm>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kTemplates = u":/templates/"_s;
/// What ends so has @words@ to be filled in.
const QString kForm = u".in"_s;

/// What CMake has targets of its own for.
const QStringList kTargets{u"all"_s, u"clean"_s, u"help"_s, u"install"_s, u"package"_s, u"test"_s};

/// "guest-book" as a class is GuestBookService, which is none of the names that it stands among.
QString className(const QString &name)
{
    QString text;
    for (const QString &part : name.split(u'-', Qt::SkipEmptyParts))
        text += part.first(1).toUpper() + part.sliced(1);
    return text + u"Service"_s;
}

/// Whether Lanroom comes with a service of that name. Another one in a data directory would stand in for it
/// and work in its data folder, which is the very folder that whoever removes the new one removes.
bool isLanroomsOwn(const QString &name)
{
    const ServiceFolders::Listing shipped = ServiceFolders({Installation::servicesFolder()}).list();
    return std::any_of(shipped.files.begin(), shipped.files.end(), [&name](const auto &file) {
        return Manifest::nameOfFile(file.second) == name;
    });
}

Result<void> checkName(const QString &name, const QString &language)
{
    QString taken;
    if (!ManifestValues::takeName(name, taken))
        return {ErrorCode::BadRequest,
                u"'%1' is no name for a service: 1 to 32 of a-z, 0-9 and '-', beginning with a letter"_s
                    .arg(name)};
    if (!ManifestValues::takePath(u'/' + name, taken))
        return {ErrorCode::BadRequest, u"the server itself answers at /%1"_s.arg(name)};
    if (isLanroomsOwn(name))
        return {ErrorCode::BadRequest,
                u"Lanroom has a service '%1' of its own, which this would stand in for: choose another name"_s
                    .arg(name)};
    if (language == u"cpp" && kTargets.contains(name))
        return {ErrorCode::BadRequest, u"CMake keeps the name '%1' for itself"_s.arg(name)};
    return {};
}

/// What a file of a template is called in the new folder.
QString targetName(QString source, const QString &name)
{
    if (source.endsWith(kForm))
        source.chop(kForm.size());
    return source.replace(u"NAME"_s, name);
}

QByteArray filledIn(QByteArray text, const QString &name)
{
    return text.replace("@NAME@", name.toUtf8()).replace("@CLASS@", className(name).toUtf8());
}

Result<void> writeFile(const QString &source, const QString &target, const QString &name)
{
    QFile in(source);
    QFile out(target);
    if (!in.open(QFile::ReadOnly))
        return {ErrorCode::System, u"%1: %2"_s.arg(source, in.errorString())};
    const QByteArray text = source.endsWith(kForm) ? filledIn(in.readAll(), name) : in.readAll();
    if (!out.open(QFile::WriteOnly | QFile::NewOnly) || out.write(text) != text.size() || !out.flush())
        return {ErrorCode::System, u"%1: %2"_s.arg(target, out.errorString())};
    if (text.startsWith("#!"))
        out.setPermissions(out.permissions() | QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther);
    return {};
}

} // namespace

QStringList serviceLanguages()
{
    return QDir(kTemplates).entryList(QDir::Dirs, QDir::Name);
}

Result<QStringList> makeService(const QString &parent, const QString &name, const QString &language)
{
    if (!serviceLanguages().contains(language))
        return Error{ErrorCode::BadRequest,
                     u"there is no template for '%1', but for %2"_s.arg(
                         language, serviceLanguages().join(u", "_s))};
    if (const Result<void> good = checkName(name, language); !good)
        return good.error();
    const QString folder = QDir(parent).absoluteFilePath(name);
    if (QFileInfo::exists(folder))
        return Error{ErrorCode::Taken, u"%1 is there already"_s.arg(folder)};
    if (!QDir().mkdir(folder))
        return Error{ErrorCode::System, u"cannot create the folder %1"_s.arg(folder)};

    QStringList names;
    const QDir templates(kTemplates + language);
    for (const QString &source : templates.entryList(QDir::Files, QDir::Name)) {
        names.append(targetName(source, name));
        const Result<void> done =
            writeFile(templates.filePath(source), folder + u'/' + names.last(), name);
        if (!done) {
            QDir(folder).removeRecursively();
            return done.error();
        }
    }
    return names;
}

} // namespace Lanroom
