// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/octets.h"

namespace Conformance {

/// True when the octets are well-formed UTF-8 by Unicode's table 3-7 (and RFC 3629).
bool isUtf8(View octets);

/// code as UTF-8's scheme would write it in size octets, allowed or not: surrogates, overlong
/// forms, and what lies beyond U+10FFFF.
Octets utf8Scheme(unsigned long code, int size);

} // namespace Conformance
