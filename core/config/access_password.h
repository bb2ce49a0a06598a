// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// The password people need to come in: the first line of the file at path; empty, when path is,
/// and everyone may. A file that can't be read, says nothing, or says what nobody could send (it is no
/// UTF-8 text, or longer than any password) is an Error, so that a place that should be closed is never
/// open by mistake, and none is closed to all.
Result<QByteArray> readAccessPassword(const QString &path);

} // namespace Lanroom
