// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/workers.h"

#include <QtCore/qbytearray.h>

namespace Lanroom {

/// What /healthz tells this machine, as a JSON object but for uptime_s, which the gateway that answers
/// adds:
///     {"status":"ok","version":"...",
///      "gateways":[{"id":1,"pid":4242,"state":"running","clients":3}],
///      "services":[{"name":"chat","path":"/chat","pid":4243,"state":"running","restarts":0}]}
/// The members stand in this order; status is "down" unless whole.
QByteArray healthDetail(bool whole, const Workers &workers);

} // namespace Lanroom
