// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/manifest_values.h"

#include "supervisor/manifest.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>

#include <algorithm>

namespace Lanroom::ManifestValues {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What the gateways serve themselves.
bool isReservedPath(const QString &path)
{
    static const QStringList words{u"healthz"_s, u"services"_s, u"wall"_s, u"qr"_s};
    return words.contains(path.section(u'/', 1, 1));
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control;
}

/// Text that a process may be given: the system ends it at the first zero.
bool isArgument(const QJsonValue &value)
{
    const QString text = value.toString();
    return value.isString() && text.size() <= Manifest::kMaxTextLength && !text.contains(QChar(u'\0'));
}

/// A list of different texts that match.
bool takeList(const QJsonValue &value, QStringList &out, int longest, const QRegularExpression &pattern)
{
    const QJsonArray list = value.toArray();
    if (!value.isArray() || list.size() > Manifest::kMaxListItems)
        return false;
    return std::all_of(list.begin(), list.end(), [&](const QJsonValue &item) {
        const QString text = item.toString();
        if (text.size() > longest || !pattern.match(text).hasMatch() || out.contains(text))
            return false;
        out.append(text);
        return true;
    });
}

} // namespace

bool takeFlag(const QJsonValue &value, bool &out)
{
    out = value.toBool();
    return value.isBool();
}

bool takeNumber(const QJsonValue &value, int &out, int least, int most)
{
    const qint64 number = value.toInteger(least - 1); // also of 1.5
    if (number < least || number > most)
        return false;
    out = int(number);
    return true;
}

bool takeName(const QJsonValue &value, QString &out)
{
    static const QRegularExpression names(u"\\A[a-z][a-z0-9-]{0,31}\\z"_s);
    out = value.toString();
    return names.match(out).hasMatch();
}

bool takePath(const QJsonValue &value, QString &out)
{
    static const QRegularExpression paths(u"\\A(/[a-z0-9][a-z0-9_-]{0,31}){1,4}\\z"_s);
    out = value.toString();
    return paths.match(out).hasMatch() && !isReservedPath(out);
}

bool takeLine(const QJsonValue &value, QString &out, int longest)
{
    out = value.toString();
    return value.isString() && out.size() <= longest && std::none_of(out.begin(), out.end(), isControl);
}

bool takeCommand(const QJsonValue &value, QStringList &out)
{
    const QJsonArray list = value.toArray();
    if (list.isEmpty() || list.size() > Manifest::kMaxArguments ||
        !std::all_of(list.begin(), list.end(), isArgument))
        return false;
    for (const QJsonValue &part : list)
        out.append(part.toString());
    return !out.first().isEmpty();
}

/// Tokens of HTTP (RFC 7230 3.2.6), as RFC 6455 4.1 wants it: they go into answers as they are.
bool takeSubprotocols(const QJsonValue &value, QStringList &out)
{
    static const QRegularExpression tokens(u"\\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\\z"_s);
    return takeList(value, out, Manifest::kMaxSubprotocolLength, tokens);
}

/// As browsers write them (RFC 6454 6.2): in small letters, without a path.
bool takeOrigins(const QJsonValue &value, QStringList &out)
{
    static const QRegularExpression origins(
        u"\\A(\\*|null|https?://([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?)\\z"_s);
    return takeList(value, out, Manifest::kMaxOriginLength, origins);
}

/// LANROOM_ is what the server itself tells its workers.
bool takeEnvironment(const QJsonValue &value, QMap<QString, QString> &out)
{
    static const QRegularExpression names(u"\\A(?!LANROOM_)[A-Za-z_][A-Za-z0-9_]{0,63}\\z"_s);
    const QJsonObject object = value.toObject();
    if (!value.isObject() || object.size() > Manifest::kMaxVariables)
        return false;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!names.match(it.key()).hasMatch() || !isArgument(it.value()))
            return false;
        out.insert(it.key(), it.value().toString());
    }
    return true;
}

} // namespace Lanroom::ManifestValues
