// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/request_head.h"

#include <QtCore/qstringlist.h>

namespace Lanroom {

/// The subprotocol both sides speak: of those the client offers, in all its fields and in its order
/// of preference (RFC 6455 4.1), the first that is spoken here. Names depend on case. Empty: none,
/// and the connection opens without one. Pure, does no I/O.
QString chooseSubprotocol(const RequestHead &request, const QStringList &spoken);

} // namespace Lanroom
