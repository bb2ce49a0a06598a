// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/workers.h"

#include <QtCore/qbytearray.h>

namespace Lanroom {

/// What /healthz tells this machine about the workers, as a JSON object. The gateway that answers puts
/// status, version and uptime_s before it:
///     {"gateways":[{"id":1,"pid":4242,"state":"running","clients":3}],
///      "services":[{"name":"chat","path":"/chat","pid":4243,"state":"running","restarts":0}]}
/// All members stand in this order.
QByteArray healthDetail(const Workers &workers);

} // namespace Lanroom
