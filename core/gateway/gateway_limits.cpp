// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/gateway_limits.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

GatewayLimits GatewayLimits::fromSettings(const QCborMap &settings)
{
    GatewayLimits limits;
    // The server has checked the ranges; a setting it doesn't send keeps its default.
    const auto read = [&settings](QLatin1StringView key, auto &out) {
        out = std::remove_reference_t<decltype(out)>(settings.value(key).toInteger(out));
    };
    read("gateway.head_bytes"_L1, limits.headBytes);
    read("gateway.message_bytes"_L1, limits.messageBytes);
    read("gateway.outbox_bytes"_L1, limits.outboxBytes);
    read("gateway.hold_ms"_L1, limits.hold.milliseconds);
    read("gateway.hold_bytes_client"_L1, limits.hold.bytesPerClient);
    read("gateway.hold_bytes_total"_L1, limits.hold.bytesTotal);
    return limits;
}

} // namespace Lanroom
