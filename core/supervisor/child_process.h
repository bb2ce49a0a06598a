// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/confinement.h"

#include <QtCore/qobject.h>
#include <QtCore/qprocess.h>
#include <QtCore/qstringlist.h>

#include <utility>

namespace Lanroom {

/// One child process, with what the system must be told so that it never outlives us and never holds
/// what is not its own (child_setup.h). Knows nothing of links or restarts. In the server process,
/// on the main thread, since the child dies with the thread that started it; owned by its
/// SupervisedWorker. What it writes to stdout and stderr comes by said(), its stdin is empty.
class ChildProcess : public QObject
{
    Q_OBJECT
public:
    using Environment = QList<std::pair<QString, QString>>;
    struct Program
    {
        QString path;
        QStringList arguments;
        int handDownFd = -1; // a descriptor of ours that the child gets, under the same number
        Confinement confinement = {};
        QString folder = {}; // that it works in; empty: ours
        Environment environment = {}; // added to our own
    };

    explicit ChildProcess(QObject *parent = nullptr);
    /// Kills the child's group and waits for its end.
    ~ChildProcess() override;

    /// more is added to the program's environment. ended() follows, sooner or later, also when the program
    /// cannot be started at all. Only after the previous ended().
    void start(const Program &program, const Environment &more);
    /// The whole group, at once; ended() follows.
    void kill();

    bool isAlive() const { return m_alive; }
    qint64 pid() const { return m_pid; } // 0 when not alive

Q_SIGNALS:
    /// On stdout or stderr, in its order; never more at once than a pipe holds.
    void said(const QByteArray &bytes);
    /// how: in words, such as "ended by signal 11", "ended with status 3".
    void ended(const QString &how);

private:
    void finish(const QString &how);

    QProcess m_process;
    QByteArray m_mark; // "NAME=VALUE" in the child's environment, and in what it starts: this start's own
    qint64 m_pid = 0;
    bool m_alive = false;
};

} // namespace Lanroom
