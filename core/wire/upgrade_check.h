// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/request_head.h"

namespace Lanroom {

/// What a request says about becoming a WebSocket (RFC 6455 4.2.1).
enum class UpgradeRequest {
    None, // it doesn't ask for one, or can't, being of HTTP/1.0
    Good,
    WrongVersion, // to be answered 426 with the version spoken here (13)
    Malformed,    // 400
};

UpgradeRequest checkUpgrade(const RequestHead &head);

} // namespace Lanroom
