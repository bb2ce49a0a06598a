// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

namespace Lanroom {

/// A worker's state ("running", "idle", ...) in the operator's language; an unknown one as it is.
QString stateInWords(const QString &state);
/// A worker's pid; nothing when it has no process.
QString processInWords(qint64 pid);

} // namespace Lanroom
