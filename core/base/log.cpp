// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/log.h"

#include <QtCore/qdatetime.h>

#include <cstdio>

namespace Lanroom {

namespace {

const char *programName = "lanroom";

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "?";
}

// A browser's bytes may reach a log line; they must not forge a second one or steer a terminal.
QByteArray printable(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out.toUtf8();
}

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QByteArray time = QTime::currentTime().toString(u"HH:mm:ss.zzz").toLatin1();
    const char *category = context.category ? context.category : "default";
    // One call a line: several processes share this stderr.
    std::fprintf(stderr, "%s %s %s %s: %s\n", time.constData(), programName, levelName(type), category,
                 printable(text).constData());
}

} // namespace

void installLogging(const char *program)
{
    programName = program;
    // Rules from the environment come after these and win.
    QLoggingCategory::setFilterRules(QStringLiteral("lanroom.*.debug=false\nqt.*.debug=false"));
    qInstallMessageHandler(writeLine);
}

} // namespace Lanroom
