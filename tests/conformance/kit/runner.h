// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/suite.h"

namespace Conformance {

enum class Verdict { Pass, Lax, NotOffered, Fail };

struct Result
{
    const Case *one = nullptr;
    Verdict verdict = Verdict::Pass;
    std::string note; // why it isn't a pass
    std::chrono::milliseconds took{};
};

/// Runs the cases on threads threads at once, each with connections of its own; the results are in
/// the order of the cases.
std::vector<Result> run(const std::vector<const Case *> &cases, const Options &options,
                        unsigned threads);

} // namespace Conformance
