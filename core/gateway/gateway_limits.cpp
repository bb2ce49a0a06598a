// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/gateway_limits.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

GatewayLimits GatewayLimits::fromSettings(const QCborMap &settings)
{
    GatewayLimits limits;
    // The server has checked the ranges; a setting it doesn't send keeps its default.
    const auto read = [&settings](QLatin1StringView key, auto &out) {
        const QCborValue value = settings.value(key);
        if constexpr (std::is_same_v<std::remove_reference_t<decltype(out)>, bool>)
            out = value.toBool(out);
        else
            out = std::remove_reference_t<decltype(out)>(value.toInteger(out));
    };
    read("gateway.head_bytes"_L1, limits.headBytes);
    read("gateway.head_ms"_L1, limits.headMs);
    read("gateway.requests"_L1, limits.requests);
    read("gateway.close_ms"_L1, limits.lingerMs);
    read("gateway.message_bytes"_L1, limits.messageBytes);
    read("gateway.message_ms"_L1, limits.messageMs);
    read("gateway.ping_ms"_L1, limits.pingMs);
    read("gateway.pong_ms"_L1, limits.pongMs);
    read("gateway.outbox_bytes"_L1, limits.outboxBytes);
    read("gateway.outbox_total_bytes"_L1, limits.outboxTotalBytes);
    read("gateway.messages_per_second"_L1, limits.rates.messages);
    read("gateway.bytes_per_second"_L1, limits.rates.bytes);
    read("gateway.pings_per_second"_L1, limits.rates.pings);
    read("gateway.tiny_per_second"_L1, limits.rates.tiny);
    read("gateway.address_connections"_L1, limits.addressConnections);
    read("gateway.address_per_minute"_L1, limits.addressPerMinute);
    read("limits.local"_L1, limits.local);
    read("gateway.deflate"_L1, limits.deflate);
    read("gateway.deflate_min_bytes"_L1, limits.deflateMinBytes);
    read("gateway.deflate_takeover"_L1, limits.deflateTakeover);
    read("gateway.hold_ms"_L1, limits.hold.milliseconds);
    read("gateway.hold_bytes_client"_L1, limits.hold.bytesPerClient);
    read("gateway.hold_bytes_total"_L1, limits.hold.bytesTotal);
    return limits;
}

} // namespace Lanroom
