// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/octets.h"

#include <optional>

namespace Conformance {

inline constexpr int kContinuation = 0x0;
inline constexpr int kText = 0x1;
inline constexpr int kBinary = 0x2;
inline constexpr int kClose = 0x8;
inline constexpr int kPing = 0x9;
inline constexpr int kPong = 0xa;

inline constexpr int kRsv1 = 4; // of the three reserved bits
inline constexpr int kRsv2 = 2;
inline constexpr int kRsv3 = 1;

/// One frame, RFC 6455 5.2.
struct Frame
{
    int opcode = kText;
    Octets payload;
    bool fin = true;
    int rsv = 0;
};

/// How a frame is written; by default as it should be.
struct Form
{
    bool masked = true;
    std::optional<Octets> mask = {};             // four octets; random unless given
    int lengthOctets = 0;                        // 1, 2 or 8; 0: as few as it takes
    std::optional<std::uint64_t> announced = {}; // a length that isn't the payload's
};

Octets encode(const Frame &frame, const Form &form = {});

/// A close frame's payload.
Octets closePayload(int code, View reason = {});

/// A server's frame, with what its writing says.
struct Received : Frame
{
    bool masked = false;
    bool fewestOctets = true;
};

/// Takes one whole frame from the front of octets; nothing when it isn't whole yet.
std::optional<Received> takeFrame(Octets &octets);

} // namespace Conformance
