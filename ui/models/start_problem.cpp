// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/start_problem.h"

#include "supervisor/listen_socket.h"
#include "ui/models/plain_text.h"

#include <QtCore/qcoreapplication.h>

namespace Lanroom {

namespace {

constexpr quint16 kFirstOpenPort = 1024; // below it only privileged programs may listen

QString words(const char *text)
{
    return QCoreApplication::translate("StartProblem", text);
}

/// The server's sentences begin small and end without a stop, to stand behind a program's name.
QString sentence(const QString &message)
{
    QString text = oneLine(message, 400);
    if (text.isEmpty())
        return text;
    text[0] = text.at(0).toUpper();
    if (!text.endsWith(u'.'))
        text += u'.';
    return text;
}

} // namespace

StartProblem StartProblem::of(const Error &error, const Settings &settings)
{
    const QString host = settings.text(QLatin1StringView("server.host"));
    const auto port = quint16(settings.number(QLatin1StringView("server.port")));
    StartProblem problem;
    problem.text = sentence(error.message);
    switch (error.code) {
    case ErrorCode::Taken:
        problem.title = words(QT_TRANSLATE_NOOP("StartProblem", "Port %1 is in use")).arg(port);
        problem.freePort = ListenSocket::nextFreePort(host, port);
        break;
    case ErrorCode::Busy:
        // No port would help, and a new one would be written into the running place's settings.
        problem.title = words(QT_TRANSLATE_NOOP("StartProblem", "Lanroom is already running here"));
        problem.text += u' ' + words(QT_TRANSLATE_NOOP(
            "StartProblem", "Look for its window, perhaps behind others; or it was started without one."));
        break;
    case ErrorCode::Denied:
        problem.title = words(QT_TRANSLATE_NOOP("StartProblem", "This is not permitted"));
        if (port > 0 && port < kFirstOpenPort)
            problem.freePort = ListenSocket::nextFreePort(host, 8079);
        break;
    case ErrorCode::BadSetting:
        problem.title = words(QT_TRANSLATE_NOOP("StartProblem", "A setting does not fit"));
        break;
    default:
        problem.title = words(QT_TRANSLATE_NOOP("StartProblem", "It could not start"));
        break;
    }
    return problem;
}

} // namespace Lanroom
