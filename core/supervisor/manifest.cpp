// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/manifest.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kSuffix = u".service.json"_s;

Error wrong(const QString &why)
{
    return {ErrorCode::BadSetting, why};
}

/// What the gateways serve themselves.
bool isReservedPath(const QString &path)
{
    return path == u"/healthz"_s;
}

Result<void> takeCommand(const QJsonValue &value, QStringList &out)
{
    for (const QJsonValue &part : value.toArray()) {
        if (!part.isString() || part.toString().isEmpty())
            return wrong(u"'command' must be a list of texts"_s);
        out.append(part.toString());
    }
    if (out.isEmpty())
        return wrong(u"'command' must be a list with a program"_s);
    return {};
}

Result<void> takeFlag(const QJsonObject &object, QLatin1StringView key, bool &out)
{
    const QJsonValue value = object.value(key);
    if (!value.isUndefined() && !value.isBool())
        return wrong(u"'%1' must be true or false"_s.arg(key));
    out = value.toBool();
    return {};
}

/// A token of HTTP (RFC 7230 3.2.6), as RFC 6455 4.1 wants it: it goes into answers as it is.
Result<void> takeSubprotocols(const QJsonValue &value, QStringList &out)
{
    static const QRegularExpression tokens(u"\\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\\z"_s);
    if (!value.isUndefined() && !value.isArray())
        return wrong(u"'subprotocols' must be a list"_s);
    for (const QJsonValue &part : value.toArray()) {
        const QString name = part.toString();
        if (name.size() > Manifest::kMaxSubprotocolLength || !tokens.match(name).hasMatch() ||
            out.contains(name))
            return wrong(u"'subprotocols' must be different names without spaces"_s);
        out.append(name);
    }
    if (out.size() > Manifest::kMaxSubprotocols)
        return wrong(u"'subprotocols' has more than %1 names"_s.arg(Manifest::kMaxSubprotocols));
    return {};
}

Result<void> takeMessageBytes(const QJsonValue &value, qint64 &out)
{
    if (value.isUndefined())
        return {};
    out = value.toInteger();
    if (out < 1 || out > Manifest::kMaxMessageBytes)
        return wrong(u"'message_bytes' must be a number from 1 to %1"_s.arg(Manifest::kMaxMessageBytes));
    return {};
}

} // namespace

Result<Manifest> Manifest::parse(const QByteArray &json)
{
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parsed);
    if (parsed.error != QJsonParseError::NoError)
        return wrong(u"not JSON: %1 at byte %2"_s.arg(parsed.errorString()).arg(parsed.offset));
    if (!document.isObject())
        return wrong(u"not a JSON object"_s);
    const QJsonObject object = document.object();

    static const QStringList known{u"name"_s, u"path"_s, u"command"_s, u"sub_paths"_s, u"local_only"_s,
                                   u"subprotocols"_s, u"message_bytes"_s};
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return wrong(u"unknown member '%1'"_s.arg(key));
    }

    static const QRegularExpression names(u"\\A[a-z][a-z0-9-]{0,31}\\z"_s);
    static const QRegularExpression paths(u"\\A(/[a-z0-9][a-z0-9_-]{0,31}){1,4}\\z"_s);
    Manifest m;
    m.name = object.value("name"_L1).toString();
    if (!names.match(m.name).hasMatch())
        return wrong(u"'name' must be 1 to 32 of a-z, 0-9 and '-', starting with a letter"_s);
    m.path = object.value("path"_L1).toString();
    if (!paths.match(m.path).hasMatch() || isReservedPath(m.path))
        return wrong(u"'path' must be like \"/name\" and not one that the server itself answers"_s);
    if (const auto done = takeCommand(object.value("command"_L1), m.command); !done)
        return done.error();
    if (const auto done = takeFlag(object, "sub_paths"_L1, m.subPaths); !done)
        return done.error();
    if (const auto done = takeFlag(object, "local_only"_L1, m.localOnly); !done)
        return done.error();
    if (const auto done = takeSubprotocols(object.value("subprotocols"_L1), m.subprotocols); !done)
        return done.error();
    if (const auto done = takeMessageBytes(object.value("message_bytes"_L1), m.messageBytes); !done)
        return done.error();
    return m;
}

Result<QList<Manifest>> Manifest::loadFolder(const QString &folder)
{
    QList<Manifest> all;
    const QDir dir(folder);
    if (!dir.exists())
        return Error{ErrorCode::NotFound, u"the services folder %1 is missing"_s.arg(folder)};
    for (const QString &fileName : dir.entryList({u"*"_s + kSuffix}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(fileName));
        const auto fail = [&file](const QString &why) {
            return Error{ErrorCode::BadSetting, u"%1: %2"_s.arg(file.fileName(), why)};
        };
        if (!file.open(QFile::ReadOnly))
            return fail(file.errorString());
        Result<Manifest> manifest = parse(file.read(kMaxFileBytes));
        if (!manifest)
            return fail(manifest.error().message);
        if (manifest->name + kSuffix != fileName)
            return fail(u"its name is '%1'"_s.arg(manifest->name));
        for (const Manifest &other : std::as_const(all)) {
            if (other.path == manifest->path)
                return fail(u"'%1' has the path %2 already"_s.arg(other.name, other.path));
        }
        manifest->folder = folder;
        all.append(*manifest);
    }
    if (all.size() > kMaxServices)
        return wrong(u"%1 has more than %2 services"_s.arg(folder).arg(kMaxServices));
    return all;
}

} // namespace Lanroom
