// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qlist.h>
#include <QtCore/qmutex.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// One line of the log, as the window keeps it.
struct LogLine
{
    qint64 wallMs = 0;
    QtMsgType level = QtInfoMsg;
    QString source; // category
    QString text;
};

/// Taps Qt's messages on their way to stderr, from any thread, for the window to show. The handler
/// that was installed before goes on getting everything. At most one exists at a time; it is made
/// on the window's thread before other threads log and must outlive them.
/// Between two turns of the event loop it holds at most kMostWaiting lines; what is more is counted
/// and reported as one line, never kept.
class LogSink : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype kMostWaiting = 500;

    explicit LogSink(QObject *parent = nullptr);
    ~LogSink() override;

Q_SIGNALS:
    /// On the sink's thread: what came since the last time.
    void arrived(const QList<Lanroom::LogLine> &lines);

private:
    static void handle(QtMsgType type, const QMessageLogContext &context, const QString &text);
    void add(LogLine line);
    void deliver();

    static LogSink *s_instance;
    QtMessageHandler m_previous = nullptr;

    QMutex m_mutex; // messages come from every thread; guards the two below
    QList<LogLine> m_waiting;
    qint64 m_leftOut = 0;
};

} // namespace Lanroom
