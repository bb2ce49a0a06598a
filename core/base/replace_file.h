// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// Gives a small file a new content, for its owner alone: whole, or not at all, whenever the power
/// goes or the disk is full. Denied where the file cannot be made, Storage where the disk does not
/// take it; both leave the old one as it was. Blocks for as long as the disk takes; any thread.
Result<void> replaceFile(const QString &path, QByteArrayView content);

} // namespace Lanroom
