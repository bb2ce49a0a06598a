// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

namespace Lanroom::Link {

// The environment by which a server tells a worker it starts where to say hello: the one thing both
// must know before there is a link.

/// Path of the server's control socket.
inline constexpr const char *kSocketVariable = "LANROOM_CONTROL";
/// The one-time token to say there.
inline constexpr const char *kTokenVariable = "LANROOM_TOKEN";

} // namespace Lanroom::Link
