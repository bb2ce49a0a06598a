// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <string_view>

// The words every other file of the suite is written in. Octets are kept in std::string, so that
// "..."s literals can be written down, zero octets included.
namespace Conformance {

using namespace std::string_literals;
using namespace std::string_view_literals;
using namespace std::chrono_literals;

using Octets = std::string;
using View = std::string_view;
using Clock = std::chrono::steady_clock;

/// "48 65 0a", at most limit octets of it: for messages about what came.
std::string hex(View octets, std::size_t limit = 16);
/// The octets of "48 65 0a"; white space doesn't matter.
Octets fromHex(View text);
std::string base64(View octets);
Octets randomOctets(std::size_t size);
/// size octets of ASCII that compress by about half: words in random order.
Octets randomText(std::size_t size);

} // namespace Conformance
