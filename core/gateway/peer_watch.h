// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

class QTcpSocket;

namespace Lanroom {

/// After this long without a sign of life from the other side's TCP the connection ends.
inline constexpr int kPeerGoneMs = 60'000;

/// Has the kernel notice a peer that vanished without a word (a phone out of reach, a pulled plug):
/// by probes while nothing is said, and by missing acknowledgements while something is. Asleep tabs
/// don't matter, their system answers. Without the socket options (other systems than Linux) only
/// the system's own keep-alive works, usually after two hours.
void watchPeer(QTcpSocket &socket);

} // namespace Lanroom
