// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/session_usage.h"

#ifndef Q_OS_LINUX

namespace Lanroom {

std::optional<SessionUsage> processUsage(qint64)
{
    return std::nullopt;
}

std::optional<SessionUsage> sessionUsage(qint64)
{
    return std::nullopt;
}

bool hasChildren(qint64)
{
    return false;
}

void killStrays(qint64, const QByteArray &) {}

} // namespace Lanroom

#endif
