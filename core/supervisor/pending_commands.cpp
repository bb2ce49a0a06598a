// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/pending_commands.h"

#include "link/messages.h"

#include <QtCore/qtimer.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

Result<qint64> PendingCommands::add(const CommandDone &done)
{
    if (m_waiting.size() >= kMaxPending)
        return Error{ErrorCode::Busy, u"too many commands wait for an answer"_s};
    const qint64 id = ++m_last;
    m_waiting.insert(id, done);
    QTimer::singleShot(kTimeoutMs, this, [this, id] {
        if (const CommandDone late = m_waiting.take(id))
            late(Error{ErrorCode::Timeout, u"no answer in time"_s});
    });
    return id;
}

bool PendingCommands::answer(const Link::CommandResult &result)
{
    const CommandDone done = m_waiting.take(result.re);
    if (!done)
        return false;
    if (result.error.isEmpty())
        done(result.data);
    else
        done(Error{errorFromName(result.error), result.message});
    return true;
}

QList<CommandDone> PendingCommands::takeAll()
{
    return std::exchange(m_waiting, {}).values();
}

} // namespace Lanroom
