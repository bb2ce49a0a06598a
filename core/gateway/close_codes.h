// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

// The WebSocket close codes that the gateway itself sends. Browsers come back after all of them
// but 4400 to 4499.
namespace Lanroom::CloseCode {

inline constexpr int kAbnormal = 1006;    // never sent: the transport ended without a close frame
inline constexpr int kStopping = 4001;    // the server is being stopped
inline constexpr int kServiceGone = 4002; // its service was away for longer than messages are held
inline constexpr int kSlow = 4008;        // it doesn't read what it is sent, or doesn't end a message
inline constexpr int kRate = 4009;        // it sends too many pings or tiny pieces
inline constexpr int kKicked = 4403;      // by the operator

} // namespace Lanroom::CloseCode
