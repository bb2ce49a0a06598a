// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/command_done.h"

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>

namespace Lanroom {

namespace Link {
struct CommandResult;
}

/// Commands sent to one worker that wait for their answers. Every one is answered exactly once: by
/// the worker, by its end (Closed) or by kTimeoutMs going by (Timeout). Main thread, owned by the
/// worker's SupervisedWorker.
class PendingCommands : public QObject
{
    Q_OBJECT
public:
    static constexpr int kTimeoutMs = 5000;
    /// Over it a command is Busy: a worker that answers none must not collect them.
    static constexpr qsizetype kMaxPending = 64;

    using QObject::QObject;

    /// The number to send the command under; Busy when there are too many.
    Result<qint64> add(const CommandDone &done);
    /// False when nobody waits for this number (any more).
    bool answer(const Link::CommandResult &result);
    /// The link has ended: those that wait are the caller's to answer.
    QList<CommandDone> takeAll();

private:
    QHash<qint64, CommandDone> m_waiting;
    qint64 m_last = 0;
};

} // namespace Lanroom
