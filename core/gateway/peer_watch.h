// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom {

/// After this long without a sign of life from the other side's TCP the connection ends.
inline constexpr int kPeerGoneMs = 60'000;

/// Sets what every connection accepted from this listening socket is to have: no delay for small
/// writes, and the kernel's watch for a peer that vanished without a word (a phone out of reach, a
/// pulled plug): probes while nothing is said, and missing acknowledgements while something is.
/// Asleep tabs don't matter, their system answers. And what waits for one that doesn't read waits with
/// us, where it is bounded, and not in the kernel. Accepted sockets inherit all of it (socket(7),
/// tcp(7)), which saves five system calls for each. Where a system lacks the options, its own
/// keep-alive works, usually after two hours.
void watchPeers(qintptr listeningDescriptor);

} // namespace Lanroom
