// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom {

/// Raises this process's limit of open files to what the system lets it have, and returns it.
/// Where there is no such limit it returns a number that is sane for one process.
qsizetype raiseDescriptorLimit();

} // namespace Lanroom
