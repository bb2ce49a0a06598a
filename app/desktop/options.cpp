// SPDX-License-Identifier: LGPL-3.0-or-later
#include "options.h"

#include "config/data_dir.h"

#include <QtCore/qcommandlineparser.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

Result<Options> Options::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Lanroom: press Start; everyone on your network chats in their browser."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Shows this."_s);
    const QCommandLineOption version(u"version"_s, u"Shows the version."_s);
    const QCommandLineOption start(u"start"_s, u"Presses Start by itself."_s);
    const QCommandLineOption data(
        u"data"_s, u"Where everything is kept (default: %1)."_s.arg(DataDir::defaultPath()),
        u"DIR"_s);
    const QCommandLineOption port(
        u"port"_s, u"The port to listen on, for this run (0: a free one)."_s, u"N"_s);
    const QCommandLineOption set(u"set"_s, u"Any setting, for this run; may be repeated."_s,
                                 u"KEY=VALUE"_s);
    parser.addOptions({help, version, start, data, port, set});

    const auto usage = [](const QString &why) { return Error{ErrorCode::BadRequest, why}; };
    if (!parser.parse(arguments))
        return usage(parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return usage(u"unexpected argument '%1'"_s.arg(parser.positionalArguments().first()));

    Options options;
    if (parser.isSet(help)) // there is no application yet that the parser could take its name from
        options.print = parser.helpText().replace(u"<executable_name>"_s, u"lanroom"_s);
    else if (parser.isSet(version))
        options.print = u"lanroom %1\n"_s.arg(QStringLiteral(LANROOM_VERSION));
    options.start = parser.isSet(start);
    const Result<QString> dataDir =
        DataDir::given(parser.isSet(data) ? parser.value(data) : DataDir::defaultPath());
    if (!dataDir)
        return dataDir.error();
    options.dataDir = *dataDir;
    for (const QString &text : parser.values(set)) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            return usage(u"--set needs KEY=VALUE, not '%1'"_s.arg(text));
        options.flags.append({text.first(equals), text.sliced(equals + 1)});
    }
    if (parser.isSet(port))
        options.flags.append({u"server.port"_s, parser.value(port)});

    Settings checked;
    for (const auto &[key, value] : options.flags) {
        if (const Result<void> done = checked.set(key, value); !done)
            return done.error();
    }
    return options;
}

} // namespace Lanroom
