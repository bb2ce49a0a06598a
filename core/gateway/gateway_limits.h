// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/held_messages.h"

#include <QtCore/qcbormap.h>

namespace Lanroom {

/// Every bound a gateway keeps, with its default. A plain value, fixed when the gateway starts.
/// Those with a key in settings_table.cpp are the operator's to change; tests change any.
struct GatewayLimits
{
    // A connection that speaks HTTP.
    qsizetype headBytes = 16 * 1024; // a longer head: 431
    int headMs = 10'000;   // from accept, or a request's first byte, to its whole head: 408
    int idleMs = 60'000;   // between requests: closed
    int answerMs = 30'000; // without progress in taking an answer: cut off
    int lingerMs = 2'000;  // what the other side has to close after we did

    // A connection that became a WebSocket.
    qsizetype messageBytes = 64 * 1024;  // a longer frame or message from it: 1009
    qsizetype outboxBytes = 1024 * 1024; // what waits for it to read: 4008

    // Messages held for a service that is being replaced.
    HoldLimits hold;

    // All connections together: further ones get 503. Set from the descriptor limit at start.
    qsizetype connections = 800;

    static GatewayLimits fromSettings(const QCborMap &settings);
};

} // namespace Lanroom
