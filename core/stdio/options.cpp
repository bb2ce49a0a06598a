// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/options.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

Error wrong(const QString &why)
{
    return {ErrorCode::BadRequest, why};
}

Result<qint64> number(const QString &option, const QString &text, qint64 most)
{
    bool good = false;
    const qint64 value = text.toLongLong(&good);
    if (!good || value < 1 || value > most)
        return wrong(u"%1 takes a number from 1 to %2"_s.arg(option).arg(most));
    return value;
}

} // namespace

Result<StdioOptions> StdioOptions::parse(const QStringList &arguments)
{
    const qsizetype dashes = arguments.indexOf(u"--"_s);
    StdioOptions options;
    options.lines.command = dashes < 0 ? QStringList() : arguments.sliced(dashes + 1);
    if (options.lines.command.isEmpty())
        return wrong(u"there is no program after --"_s);
    const QStringList own = arguments.first(dashes);
    const QString mode = own.value(0);
    if (mode != u"json" && mode != u"lines")
        return wrong(u"the first word is 'json' or 'lines'"_s);
    options.mode = mode == u"json" ? Mode::Json : Mode::Lines;
    for (qsizetype i = 1; i < own.size(); i += 2) {
        const bool atOnce = own.at(i) == u"--at-once";
        if (options.mode == Mode::Json || (!atOnce && own.at(i) != u"--line-bytes"))
            return wrong(u"%1 takes no %2"_s.arg(mode, own.at(i)));
        const Result<qint64> value =
            number(own.at(i), own.value(i + 1), atOnce ? kMostAtOnce : kMostLineBytes);
        if (!value)
            return value.error();
        if (atOnce)
            options.lines.atOnce = int(*value);
        else
            options.lines.lineBytes = *value;
    }
    return options;
}

QString StdioOptions::usage()
{
    return u"lanroom-stdio json -- PROGRAM ARGUMENTS...\n"
           "lanroom-stdio lines [--at-once N] [--line-bytes N] -- PROGRAM ARGUMENTS...\n"_s;
}

} // namespace Lanroom
