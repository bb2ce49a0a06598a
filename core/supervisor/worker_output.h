// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>
#include <QtCore/qtimer.h>

namespace Lanroom {

/// What a worker writes to its stdout and stderr, turned into lines of the server's own log, so that the
/// window and the server's stderr have it. Every line begins with the worker's name and pid; level and
/// category are taken over from workers that log as ours do (base/log.h), else it is 'lanroom.worker'.
/// Bytes that are no UTF-8, and control characters, are shown as \xNN.
///
/// A worker may write what it likes as fast as it can: a line is cut after kLineBytes, and of what
/// comes in one second kLinesASecond are logged. What is left out is counted and reported as one line.
/// In the server process, main thread; owned by its SupervisedWorker, which feeds it.
class WorkerOutput : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype kLineBytes = 1000;
    static constexpr int kLinesASecond = 100;

    explicit WorkerOutput(QString worker, QObject *parent = nullptr);

    /// A process of this worker has started.
    void begin(qint64 pid);
    /// Bytes as they come, at any boundary.
    void take(const QByteArray &bytes);
    /// The process has ended: what it has not finished with a newline is a line, too.
    void end();

private:
    void endLine();
    void log(QtMsgType level, const QByteArray &category, const QString &text) const;
    void reportLeftOut();

    QString m_worker;
    qint64 m_pid = 0;
    QByteArray m_line; // unfinished; at most kLineBytes
    bool m_cut = false;
    QTimer m_second; // runs from the first line of a second
    int m_logged = 0; // in this second
    qint64 m_leftOut = 0;
};

} // namespace Lanroom
