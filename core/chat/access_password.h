// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

namespace Lanroom::Chat {

/// The password people need to come in: the first line of the file at path; empty, when path is,
/// and everyone may. A file that can't be read or says nothing is an Error, so that a place that
/// should be closed is never open by mistake.
Result<QByteArray> readAccessPassword(const QString &path);

} // namespace Lanroom::Chat
