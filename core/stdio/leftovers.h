// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qset.h>

namespace Lanroom::Leftovers {

// What a program started and left running when it ended. In the worker's process, on any thread;
// plain functions. Elsewhere than on Linux they do nothing, and what is left is ended with the
// worker's group.

/// From now on what a program leaves behind becomes our child. Once, before the first program.
void adopt();
/// Kills every child that is not one of ours. True when there was one: it may have had children, so
/// ask again soon.
bool end(const QSet<qint64> &ours);

} // namespace Lanroom::Leftovers
