// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearrayview.h>

namespace Lanroom {

/// Whether text can be what a Host field or an http URL names (RFC 9110 7.2): "host" or
/// "host:port", by grammar alone. Who that is, and whether the port is one, HostRules looks at. No
/// user information, and no empty host, which http doesn't know (4.2.1). Pure.
bool isAuthority(QByteArrayView text);

} // namespace Lanroom
