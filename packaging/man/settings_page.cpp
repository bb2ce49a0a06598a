// SPDX-License-Identifier: LGPL-3.0-or-later
//
// settings_page: writes lanroom.conf(5). stdin is the page with a line '@SETTINGS@'; stdout gets it
// with the table of settings there, as mdoc. Runs while Lanroom is built, so that the table stays the
// one place that knows them. Status 1: no such line.
#include "config/settings.h"

#include <QtCore/qfile.h>
#include <QtCore/qtextstream.h>

#include <cstdio>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Text that mdoc takes as it is: no escapes, no request at a line's beginning, a line a sentence.
QString literal(QString text)
{
    text.replace(u'\\', u"\\e"_s).replace(u". "_s, u".\n"_s);
    if (text.startsWith(u'.') || text.startsWith(u'\''))
        text.prepend(u"\\&"_s);
    return text;
}

QString kind(const SettingInfo &info)
{
    switch (info.type) {
    case SettingInfo::Type::Text:
        return u"A text"_s;
    case SettingInfo::Type::Number:
        return u"A number from %1 to %2"_s.arg(info.minimum).arg(info.maximum);
    case SettingInfo::Type::Flag:
        return u"Yes or no"_s;
    case SettingInfo::Type::List:
        return u"A list"_s;
    }
    return {};
}

QString item(const SettingInfo &info)
{
    const QString value = info.defaultValue.isEmpty() ? u"empty"_s : QString(info.defaultValue);
    return u".It Cm %1\n%2\n%3; default: %4.\n"_s.arg(info.key, literal(info.help), kind(info),
                                                     literal(value));
}

} // namespace

int main()
{
    QTextStream in(stdin);
    QTextStream out(stdout);
    bool found = false;
    while (!in.atEnd()) {
        const QString line = in.readLine();
        if (line != u"@SETTINGS@") {
            out << line << '\n';
            continue;
        }
        found = true;
        for (const SettingInfo &info : Settings::table())
            out << item(info);
    }
    return found ? 0 : 1;
}
