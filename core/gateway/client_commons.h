// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "gateway/deadlines.h"
#include "gateway/gateway_limits.h"
#include "gateway/outbox_budget.h"

namespace Lanroom {

/// What all WebSocket clients of a gateway share. Made by WebSocketEndpoint; each client holds on to
/// it, since some outlive the endpoint. On the event-loop thread.
struct ClientCommons
{
    explicit ClientCommons(const GatewayLimits &bounds)
        : limits(bounds), deadlines(systemClock()), outboxes(bounds.outboxTotalBytes)
    {
    }

    const GatewayLimits limits;
    Deadlines deadlines;
    OutboxBudget outboxes;
};

} // namespace Lanroom
