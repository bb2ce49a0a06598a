// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/request_head.h"

namespace Lanroom {

/// What a client and this server agreed on for permessage-deflate (RFC 7692). A plain value.
///
/// The server never takes its own context over and always says so: each of its messages stands for
/// itself, so a broadcast is compressed once and the same bytes go to every member.
struct DeflateTerms
{
    static constexpr int kMinWindowBits = 8;
    static constexpr int kMaxWindowBits = 15;

    int serverWindowBits = kMaxWindowBits; // our messages refer back 2^bits bytes at most
    int clientWindowBits = kMaxWindowBits; // ... and the client's
    bool clientTakeover = false;           // a client's message may refer to its earlier ones

    friend bool operator==(const DeflateTerms &, const DeflateTerms &) = default;
};

/// The answer to a handshake's Sec-WebSocket-Extensions.
struct DeflateAnswer
{
    enum class Outcome {
        None,      // no offer, or none that can be accepted: the connection goes uncompressed
        Agreed,    // terms hold, and header goes into the 101
        Malformed, // breaks the grammar of RFC 6455 9.1, which asks to fail the connection: 400
    };

    Outcome outcome = Outcome::None;
    DeflateTerms terms;
    QByteArray header; // the answer's Sec-WebSocket-Extensions
};

/// Takes the first acceptable offer of the request's Sec-WebSocket-Extensions fields. An offer with
/// a parameter that is unknown, comes twice or has a bad value is declined (RFC 7692 7), and the
/// next one looked at. takeoverAllowed: clients may keep their context, which costs this side up to
/// 2^clientWindowBits bytes for each of them while it idles; otherwise they are told not to.
/// Pure, does no I/O.
DeflateAnswer negotiateDeflate(const RequestHead &request, bool takeoverAllowed);

} // namespace Lanroom
