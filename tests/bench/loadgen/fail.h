// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <string>

namespace Bench {

/// Ends the program: a figure of a run in which something went wrong is worth nothing. Who drives
/// us reads the reason as JSON.
[[noreturn]] void fail(const std::string &why);

} // namespace Bench
