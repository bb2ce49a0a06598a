// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/worker_state.h"

#include "ui/models/plain_text.h"

#include <QtCore/qcoreapplication.h>

namespace Lanroom {

QString stateInWords(const QString &state)
{
    static constexpr struct
    {
        QLatin1StringView state;
        const char *words;
    } kStates[] = {
        {QLatin1StringView("starting"), QT_TRANSLATE_NOOP("WorkerState", "Starting")},
        {QLatin1StringView("running"), QT_TRANSLATE_NOOP("WorkerState", "Running")},
        {QLatin1StringView("restarting"), QT_TRANSLATE_NOOP("WorkerState", "Restarting")},
        {QLatin1StringView("failed"), QT_TRANSLATE_NOOP("WorkerState", "Failed")},
        {QLatin1StringView("replacing"), QT_TRANSLATE_NOOP("WorkerState", "Being replaced")},
        {QLatin1StringView("stopping"), QT_TRANSLATE_NOOP("WorkerState", "Stopping")},
        {QLatin1StringView("bad manifest"), QT_TRANSLATE_NOOP("WorkerState", "Bad manifest")},
        {QLatin1StringView("idle"), QT_TRANSLATE_NOOP("WorkerState", "Not in use")},
        {QLatin1StringView("stopped"), QT_TRANSLATE_NOOP("WorkerState", "Stopped")},
    };
    for (const auto &known : kStates) {
        if (state == known.state)
            return QCoreApplication::translate("WorkerState", known.words);
    }
    return oneLine(state, 40);
}

QString processInWords(qint64 pid)
{
    return pid > 0 ? QString::number(pid) : QString();
}

} // namespace Lanroom
