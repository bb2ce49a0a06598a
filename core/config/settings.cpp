// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/settings.h"

#include "base/replace_file.h"
#include "config/data_dir.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qstringconverter.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// No honest settings file comes near it.
constexpr qint64 kMaxFileBytes = 1024 * 1024;
/// Of a line that is wrong.
constexpr qsizetype kQuoted = 80;

QStringList splitList(const QString &text)
{
    static const QRegularExpression separators(u"[\\s,]+"_s);
    return text.split(separators, Qt::SkipEmptyParts);
}

std::optional<bool> parseFlag(const QString &text)
{
    if (text == u"true"_s || text == u"yes"_s || text == u"on"_s)
        return true;
    if (text == u"false"_s || text == u"no"_s || text == u"off"_s)
        return false;
    return std::nullopt;
}

Error wrong(const SettingInfo &info, const QString &why)
{
    return {ErrorCode::BadSetting, u"%1 %2"_s.arg(info.key, why)};
}

Result<void> check(const SettingInfo &info, const QString &value)
{
    for (const QChar c : value) {
        if (c.category() == QChar::Other_Control)
            return wrong(info, u"must not contain control characters"_s);
    }
    switch (info.type) {
    case SettingInfo::Type::Number: {
        bool ok = false;
        const qint64 number = value.toLongLong(&ok);
        if (!ok || number < info.minimum || number > info.maximum)
            return wrong(info, u"must be a number from %1 to %2, not '%3'"_s.arg(info.minimum)
                                   .arg(info.maximum)
                                   .arg(value));
        break;
    }
    case SettingInfo::Type::Flag:
        if (!parseFlag(value))
            return wrong(info, u"must be yes or no, not '%1'"_s.arg(value));
        break;
    case SettingInfo::Type::Text:
    case SettingInfo::Type::List:
        if (value.size() < info.minimum || value.size() > info.maximum)
            return wrong(info,
                         u"must have %1 to %2 characters"_s.arg(info.minimum).arg(info.maximum));
        break;
    }
    if (info.check) {
        if (const Result<void> checked = info.check(value); !checked)
            return wrong(info, checked.error().message);
    }
    return {};
}

const SettingInfo &mustFind(QLatin1StringView key, [[maybe_unused]] SettingInfo::Type type)
{
    const SettingInfo *info = Settings::find(key);
    Q_ASSERT_X(info && info->type == type, "Settings", key.data());
    return *info;
}

} // namespace

const SettingInfo *Settings::find(QAnyStringView key)
{
    for (const SettingInfo &info : table()) {
        if (info.key == key)
            return &info;
    }
    return nullptr;
}

Result<Settings> Settings::load(const QString &dataDir)
{
    Settings settings;
    QFile file(DataDir::settingsFile(dataDir));
    if (!file.exists())
        return settings;
    if (!file.open(QFile::ReadOnly))
        return {ErrorCode::BadSetting,
                u"cannot read %1: %2"_s.arg(file.fileName(), file.errorString())};
    const QByteArray bytes = file.read(kMaxFileBytes + 1);
    if (bytes.size() > kMaxFileBytes)
        return {ErrorCode::BadSetting,
                u"%1 is too long to be a settings file"_s.arg(file.fileName())};
    QStringDecoder decode(QStringDecoder::Utf8);
    const QString text = decode(bytes);
    if (decode.hasError())
        return {ErrorCode::BadSetting, u"%1 is not UTF-8 text"_s.arg(file.fileName())};

    const auto fail = [&file](qsizetype line, const QString &why) {
        return Error{ErrorCode::BadSetting,
                     u"%1, line %2: %3"_s.arg(file.fileName()).arg(line).arg(why)};
    };
    qsizetype number = 0;
    for (const QStringView raw : QStringView(text).split(u'\n')) {
        ++number;
        const QStringView line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype equals = line.indexOf(u'=');
        if (equals < 0)
            return fail(number, u"expected 'key = value', found '%1'"_s.arg(line.first(qMin(line.size(), kQuoted))));
        const Result<void> done = settings.set(line.first(equals).trimmed(),
                                               line.sliced(equals + 1).trimmed().toString());
        if (!done)
            return fail(number, done.error().message);
    }
    return settings;
}

Result<void> Settings::save(const QString &dataDir) const
{
    QByteArray out = "# Lanroom's settings. What is not here has its default.\n";
    for (const SettingInfo &info : table()) {
        const auto it = m_values.constFind(info.key.toString());
        if (it != m_values.cend() && *it != info.defaultValue)
            out += u"%1 = %2\n"_s.arg(info.key, *it).toUtf8();
    }
    return replaceFile(DataDir::settingsFile(dataDir), out);
}

Result<void> Settings::set(QAnyStringView key, const QString &value)
{
    const SettingInfo *info = find(key);
    if (!info)
        return {ErrorCode::BadSetting, u"there is no setting '%1'"_s.arg(key.toString())};
    const QString trimmed = value.trimmed();
    if (Result<void> checked = check(*info, trimmed); !checked)
        return checked;
    m_values.insert(key.toString(), trimmed);
    return {};
}

QString Settings::text(QLatin1StringView key) const
{
    const SettingInfo &info = mustFind(key, SettingInfo::Type::Text);
    const QString value = raw(info);
    return value.isEmpty() && info.whenEmpty ? info.whenEmpty() : value;
}

qint64 Settings::number(QLatin1StringView key) const
{
    return raw(mustFind(key, SettingInfo::Type::Number)).toLongLong();
}

bool Settings::flag(QLatin1StringView key) const
{
    return parseFlag(raw(mustFind(key, SettingInfo::Type::Flag))).value_or(false);
}

QStringList Settings::list(QLatin1StringView key) const
{
    return splitList(raw(mustFind(key, SettingInfo::Type::List)));
}

QCborMap Settings::forReader(QStringView reader) const
{
    QCborMap map;
    for (const SettingInfo &info : table()) {
        if (!info.readers.toString().split(u' ').contains(reader))
            continue;
        switch (info.type) {
        case SettingInfo::Type::Text:
            map.insert(info.key, text(info.key));
            break;
        case SettingInfo::Type::Number:
            map.insert(info.key, number(info.key));
            break;
        case SettingInfo::Type::Flag:
            map.insert(info.key, flag(info.key));
            break;
        case SettingInfo::Type::List:
            map.insert(info.key, QCborArray::fromStringList(list(info.key)));
            break;
        }
    }
    return map;
}

QString Settings::raw(const SettingInfo &info) const
{
    const auto it = m_values.constFind(info.key.toString());
    return it == m_values.cend() ? info.defaultValue.toString() : *it;
}

} // namespace Lanroom
