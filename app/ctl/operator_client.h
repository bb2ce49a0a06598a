// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qjsonobject.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// Asks the server that runs on dataDir, over its private socket, and waits for the answer: its 'data'
/// member, or the Error it gave, or why it could not be asked (NotFound: none is running there;
/// Timeout: no answer withinMs).
Result<QJsonObject> askServer(const QString &dataDir, const QJsonObject &request, int withinMs);

} // namespace Lanroom
