// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/log_sink.h"

#include "base/clock.h"

#include <utility>

namespace Lanroom {

LogSink *LogSink::s_instance = nullptr;

LogSink::LogSink(QObject *parent) : QObject(parent)
{
    Q_ASSERT(!s_instance);
    s_instance = this;
    m_previous = qInstallMessageHandler(&LogSink::handle);
}

LogSink::~LogSink()
{
    qInstallMessageHandler(m_previous);
    s_instance = nullptr;
}

void LogSink::handle(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    LogSink *sink = s_instance;
    if (sink->m_previous)
        sink->m_previous(type, context, text);
    const QString source = context.category ? QString::fromLatin1(context.category) : QString();
    sink->add({systemClock().wallMs(), type, source, text});
}

void LogSink::add(LogLine line)
{
    const QMutexLocker lock(&m_mutex);
    if (m_waiting.size() >= kMostWaiting) {
        ++m_leftOut;
        return;
    }
    m_waiting.append(std::move(line));
    if (m_waiting.size() == 1)
        QMetaObject::invokeMethod(this, &LogSink::deliver, Qt::QueuedConnection);
}

void LogSink::deliver()
{
    QList<LogLine> lines;
    qint64 leftOut = 0;
    {
        const QMutexLocker lock(&m_mutex);
        lines = std::exchange(m_waiting, {});
        leftOut = std::exchange(m_leftOut, 0);
    }
    if (leftOut > 0) {
        const QString text =
            tr("%n more lines came too fast and were left out", nullptr, int(leftOut));
        lines.append(
            {systemClock().wallMs(), QtWarningMsg, QStringLiteral("lanroom.window"), text});
    }
    Q_EMIT arrived(lines);
}

} // namespace Lanroom
