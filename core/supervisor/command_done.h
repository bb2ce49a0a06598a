// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qcbormap.h>

#include <functional>

namespace Lanroom {

/// Called once with what came of a command: the worker's answer, or why there is none. On the main
/// thread, now or later.
using CommandDone = std::function<void(const Result<QCborMap> &)>;

/// For a command whose fate makes no difference.
inline void ignoreResult(const Result<QCborMap> &) {}

} // namespace Lanroom
