// SPDX-License-Identifier: LGPL-3.0-or-later
#include "options.h"

#include "config/data_dir.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qfileinfo.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Flags that stand for a setting.
struct SettingFlag
{
    QString flag;
    QString key;
    QString value;
    QString help;
};

const QList<SettingFlag> &settingFlags()
{
    static const QList<SettingFlag> flags{
        {u"host"_s, u"server.host"_s, u"ADDR"_s, u"The address to listen on (default: any, all of them)."_s},
        {u"port"_s, u"server.port"_s, u"N"_s, u"The port to listen on (default: 8080; 0: a free one)."_s},
        {u"gateways"_s, u"server.gateways"_s, u"N|auto"_s,
         u"How many gateway processes (default: 2; auto: one a processor core)."_s},
        {u"access"_s, u"access.password_file"_s, u"PASSWORD-FILE"_s,
         u"People need the password in this file's first line to come into the chat."_s},
    };
    return flags;
}

QString settingsHelp()
{
    QString text = u"\nSettings, for --set and the file lanroom.conf in the data directory:\n"_s;
    for (const SettingInfo &info : Settings::table()) {
        const QString value = info.defaultValue.isEmpty() ? u"(empty)"_s : info.defaultValue.toString();
        text += u"  %1 = %2\n      %3\n"_s.arg(info.key, value, info.help);
    }
    return text;
}

} // namespace

Result<Options> Options::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Lanroom without a window: everyone on your network chats in their browser."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Shows this."_s);
    const QCommandLineOption version(u"version"_s, u"Shows the version."_s);
    const QCommandLineOption data(u"data"_s, u"Where everything is kept (default: %1)."_s
                                                 .arg(DataDir::defaultPath()), u"DIR"_s);
    const QCommandLineOption set(u"set"_s, u"Any setting, for this run; may be repeated."_s, u"KEY=VALUE"_s);
    const QCommandLineOption qr(u"qr"_s, u"Shows the address as a QR code, also where stdout is no terminal."_s);
    parser.addOptions({help, version, data, set, qr});
    for (const SettingFlag &flag : settingFlags())
        parser.addOption(QCommandLineOption(flag.flag, flag.help, flag.value));

    const auto usage = [](const QString &why) { return Error{ErrorCode::BadRequest, why}; };
    if (!parser.parse(arguments))
        return usage(parser.errorText());
    Options options;
    if (parser.isSet(help))
        options.printAndEnd = parser.helpText() + settingsHelp();
    else if (parser.isSet(version))
        options.printAndEnd = u"lanroom-server %1\n"_s.arg(QStringLiteral(LANROOM_VERSION));
    if (!parser.positionalArguments().isEmpty())
        return usage(u"unexpected argument '%1'"_s.arg(parser.positionalArguments().first()));

    options.qr = parser.isSet(qr);
    const Result<QString> dataDir =
        DataDir::given(parser.isSet(data) ? parser.value(data) : DataDir::defaultPath());
    if (!dataDir)
        return dataDir.error();
    options.dataDir = *dataDir;
    for (const QString &text : parser.values(set)) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            return usage(u"--set needs KEY=VALUE, not '%1'"_s.arg(text));
        options.settings.append({text.first(equals), text.sliced(equals + 1)});
    }
    for (const SettingFlag &flag : settingFlags()) {
        if (!parser.isSet(flag.flag))
            continue;
        QString value = parser.value(flag.flag);
        if (flag.key == u"access.password_file" && !value.isEmpty())
            value = QFileInfo(value).absoluteFilePath();
        options.settings.append({flag.key, value});
    }
    return options;
}

Result<Settings> Options::load() const
{
    Result<Settings> loaded = Settings::load(dataDir);
    if (!loaded)
        return loaded;
    for (const auto &[key, value] : settings) {
        if (const Result<void> done = loaded->set(key, value); !done)
            return done.error();
    }
    return loaded;
}

} // namespace Lanroom
