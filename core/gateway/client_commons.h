// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "gateway/deadlines.h"
#include "gateway/gateway_limits.h"
#include "gateway/outbox_budget.h"

namespace Lanroom {

/// What all connections of a gateway share, HTTP and WebSocket. Made by FrontDoor; each WebSocket
/// client holds on to it, since some outlive the door. On the event-loop thread.
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
