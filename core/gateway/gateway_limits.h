// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/client_rates.h"
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
    int requests = 1000;   // on one connection: closed after the last answer, so that rates of new ones hold
    int answerMs = 30'000; // without progress in taking an answer: cut off
    int lingerMs = 2'000;  // what the other side has to close after we did

    // A connection that became a WebSocket.
    qsizetype messageBytes = 64 * 1024;  // a longer frame or message from it: 1009
    int messageMs = 30'000;              // from a message's first byte to its last: 4008
    int pingMs = 25'000;                 // between two questions whether it is there
    int pongMs = 10'000;                 // without a sign of life after one: cut off
    qsizetype outboxBytes = 1024 * 1024; // what waits for it to read: 4008
    RateLimits rates;                    // how fast it may send

    // What waits for all of them to read, in memory; over it who has most waiting is cut off. Two
    // gateways full of readers that stopped stay below 64 MiB together.
    qint64 outboxTotalBytes = 24 * 1024 * 1024;

    // Compression of its messages (permessage-deflate).
    bool deflate = true;
    qsizetype deflateMinBytes = 512; // a shorter message to it goes uncompressed
    bool deflateTakeover = false;    // true: up to 32 KiB are kept for an idle client that likes it

    // Messages held for a service that is being replaced.
    HoldLimits hold;

    // All connections together: further ones get 503. Set from the descriptor limit at start.
    qsizetype connections = 800;
    // Those of one address, and how many new ones it may make a minute. Everybody behind a router
    // that hides addresses (a school's Wi-Fi) is one: sixty-four people who load the page at once
    // make six connections each, and those who only come back make one.
    int addressConnections = 64; // further ones: 503
    int addressPerMinute = 600;  // 429
    // Whether rates and counts hold for this machine's own clients, too.
    bool local = false;

    static GatewayLimits fromSettings(const QCborMap &settings);
};

} // namespace Lanroom
