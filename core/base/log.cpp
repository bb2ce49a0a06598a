// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/log.h"

#include <QtCore/qdatetime.h>

#include <atomic>
#include <cstdio>

#ifdef Q_OS_UNIX
#include <poll.h>
#include <unistd.h>
#endif

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

/// So much a pipe takes at once, or nothing, when it says that it is writable (PIPE_BUF).
constexpr qsizetype kMostBytes = 4096;

/// stderr may be a pipe that nobody empties, and no line is worth waiting for.
bool wouldBlock()
{
#ifdef Q_OS_UNIX
    pollfd target{STDERR_FILENO, POLLOUT, 0};
    return ::poll(&target, 1, 0) != 1 || target.revents != POLLOUT;
#else
    return false;
#endif
}

std::atomic<int> leftOut = 0;

void writeLine(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QByteArray time = QTime::currentTime().toString(u"HH:mm:ss.zzz").toLatin1();
    const char *category = context.category ? context.category : "default";
    if (type != QtFatalMsg && wouldBlock()) {
        ++leftOut;
        return;
    }
    QByteArray line = time + ' ' + programName + ' ' + levelName(type) + ' ' + category + ": ";
    if (const int count = leftOut.exchange(0); count > 0)
        line += '(' + QByteArray::number(count) + " lines before this were left out: nobody read them) ";
    line += printable(text);
    line.truncate(kMostBytes - 1);
    line += '\n';
    // One call a line: several processes may share this stderr.
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stderr);
}

} // namespace

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

void installLogging(const char *program)
{
    programName = program;
    // Rules from the environment come after these and win.
    QLoggingCategory::setFilterRules(QStringLiteral("lanroom.*.debug=false\nqt.*.debug=false"));
    qInstallMessageHandler(writeLine);
}

} // namespace Lanroom
