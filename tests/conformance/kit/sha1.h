// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/octets.h"

namespace Conformance {

/// The 20 octets of SHA-1 (RFC 3174), which the handshake's answer is made of.
Octets sha1(View octets);

} // namespace Conformance
