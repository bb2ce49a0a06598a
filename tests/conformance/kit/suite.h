// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/trial.h"

#include <functional>

namespace Conformance {

/// How much stands behind a case.
enum class Weight {
    Must,   // an RFC's MUST, or what its words leave no choice about
    Should, // a SHOULD, or what it only recommends: breaking it is lax, not a failure
    Policy, // HTTP, and what Lanroom promises beyond both RFCs; run only when asked for
};

struct Case
{
    std::string name;    // "chapter/what-it-shows"
    std::string section; // "6455 5.1"
    std::string what;    // the rule it shows, in a sentence
    std::function<void(Trial &)> run;
    Weight weight = Weight::Must;
    bool slow = false; // takes seconds: run only when asked for
};

/// The cases, in the order of their chapters.
class Suite
{
public:
    void add(Case one) { m_cases.push_back(std::move(one)); }
    const std::vector<Case> &cases() const { return m_cases; }

private:
    std::vector<Case> m_cases;
};

} // namespace Conformance
