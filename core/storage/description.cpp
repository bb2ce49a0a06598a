// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/description.h"

#include <QtCore/qdir.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qurl.h>
#include <QtCore/qurlquery.h>

#include <optional>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

constexpr int kMaxTimeoutS = 3600;

/// What every connection to PostgreSQL asks of libpq: not to hang for minutes on a host that is
/// gone.
constexpr QLatin1StringView kAlways("connect_timeout=5;keepalives_idle=10;keepalives_interval=5;"
                                    "keepalives_count=3;tcp_user_timeout=15000");

Error bad(const QString &why)
{
    return {ErrorCode::BadSetting, u"This is no database: %1"_s.arg(why)};
}

std::optional<Error> readNumber(const QUrlQuery &query, const QString &key, int most, int &into)
{
    if (!query.hasQueryItem(key))
        return std::nullopt;
    bool isNumber = false;
    const int number = query.queryItemValue(key).toInt(&isNumber);
    if (!isNumber || number < 1 || number > most)
        return bad(u"%1 must be a number from 1 to %2"_s.arg(key).arg(most));
    into = number;
    return std::nullopt;
}

/// Qt's driver hands libpq's options on as they are, so nothing may be in them that ends one.
std::optional<Error> readDriverOption(const QUrlQuery &query, const QString &key, QString &into)
{
    static const QRegularExpression plain(u"^[\\w./:+-]+$"_s);
    const QString value = query.queryItemValue(key, QUrl::FullyDecoded);
    if (!query.hasQueryItem(key))
        return std::nullopt;
    if (!plain.match(value).hasMatch())
        return bad(u"the value of %1 has a character that it may not have"_s.arg(key));
    into += u';' + key + u'=' + value;
    return std::nullopt;
}

std::optional<Error> refuseUnknown(const QUrlQuery &query, const QStringList &known)
{
    const QList<std::pair<QString, QString>> items = query.queryItems();
    for (const auto &[key, value] : items) {
        if (!known.contains(key))
            return bad(u"the option %1 is unknown"_s.arg(key));
    }
    return std::nullopt;
}

Result<Description> parseSqlite(const QString &rest, const QString &folder)
{
    const qsizetype mark = rest.indexOf(u'?');
    const QUrlQuery query(mark < 0 ? QString() : rest.mid(mark + 1));
    const QString file =
        QUrl::fromPercentEncoding(rest.left(mark < 0 ? rest.size() : mark).toUtf8());
    if (file.isEmpty() || file.startsWith(u':'))
        return bad(u"sqlite: needs the name of a file"_s);
    Description description;
    description.kind = Description::Kind::Sqlite;
    description.place = QDir::cleanPath(QDir(folder).absoluteFilePath(file));
    if (auto error = refuseUnknown(query, {u"connections"_s}))
        return *error;
    if (auto error = readNumber(query, u"connections"_s, Description::kMaxConnections,
                                description.connections))
        return *error;
    return description;
}

Result<Description> parsePostgres(const QString &text)
{
    // An URL with a user needs a host, which the folder of a socket stands for.
    QString full = text;
    full.replace("@/"_L1, "@socket/"_L1);
    const bool isSocket = full != text;
    const QUrl url(full, QUrl::StrictMode);
    const QUrlQuery query(url);
    if (!url.isValid())
        return bad(u"its address cannot be read"_s);
    Description description;
    description.kind = Description::Kind::Postgres;
    description.place = query.hasQueryItem(u"host"_s)
                            ? query.queryItemValue(u"host"_s, QUrl::FullyDecoded)
                            : (isSocket ? QString() : url.host());
    description.port = url.port(description.port);
    description.user = url.userName(QUrl::FullyDecoded);
    description.password = url.password(QUrl::FullyDecoded);
    description.database = url.path(QUrl::FullyDecoded).mid(1);
    description.driverOptions = kAlways;
    if (description.database.isEmpty())
        return bad(u"postgresql:// needs the name of a database behind the host"_s);
    if (auto error = refuseUnknown(query, {u"connections"_s, u"timeout_s"_s, u"host"_s,
                                           u"sslmode"_s, u"sslrootcert"_s, u"application_name"_s}))
        return *error;
    if (auto error = readNumber(query, u"connections"_s, Description::kMaxConnections,
                                description.connections))
        return *error;
    int timeoutS = description.statementMs / 1000;
    if (auto error = readNumber(query, u"timeout_s"_s, kMaxTimeoutS, timeoutS))
        return *error;
    description.statementMs = timeoutS * 1000;
    for (const QString &key : {u"sslmode"_s, u"sslrootcert"_s, u"application_name"_s}) {
        if (auto error = readDriverOption(query, key, description.driverOptions))
            return *error;
    }
    if (!query.hasQueryItem(u"application_name"_s))
        description.driverOptions += ";application_name=lanroom"_L1;
    return description;
}

} // namespace

Result<Description> Description::parse(const QString &text, const QString &folder)
{
    if (text.startsWith("sqlite:"_L1))
        return parseSqlite(text.mid(7), folder);
    if (text.startsWith("postgresql://"_L1))
        return parsePostgres(text);
    return bad(u"it begins neither with sqlite: nor with postgresql://"_s);
}

QString Description::shown() const
{
    return kind == Kind::Sqlite ? place : u"%1 of PostgreSQL at %2"_s.arg(database, place);
}

} // namespace Lanroom::Storage
