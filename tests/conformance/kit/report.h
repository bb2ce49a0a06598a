// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/runner.h"

#include <iosfwd>

namespace Conformance {

/// A line for each case that isn't a pass, then a table: chapters and what came of them, RFC and
/// policy apart.
void printTable(std::ostream &out, const std::vector<Result> &results);

/// Everything, for programs: {"url", "results": [{"name", "section", "what", "weight", "verdict",
/// "note", "ms"}]}.
void printJson(std::ostream &out, const std::string &url, const std::vector<Result> &results);

/// The names and rules of the cases, without running any.
void printList(std::ostream &out, const std::vector<const Case *> &cases);

} // namespace Conformance
