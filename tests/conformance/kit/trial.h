// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/tcp.h"

#include <stdexcept>
#include <vector>

namespace Conformance {

/// What the suite is told about the server and how to go about it.
struct Options
{
    Target target;
    std::size_t maxMessage = 0; // the longest message the server takes; 0: not known
    std::chrono::milliseconds patience{10'000};
    bool requireDeflate = false; // an offer that is not taken up is a failure
};

/// The server broke what the case is about. Ends the case.
struct Failure : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// The server doesn't speak the extension, which no RFC asks it to. Ends the case.
struct NotOffered : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// One run of one case: what it goes by, and what it found. On one thread.
class Trial
{
public:
    explicit Trial(const Options &by) : options(by) {}

    /// Allowed by the RFC's letter, yet not what it asks servers to do.
    void lax(std::string why) { m_lax.push_back(std::move(why)); }
    const std::vector<std::string> &laxities() const { return m_lax; }

    const Options &options;

private:
    std::vector<std::string> m_lax;
};

} // namespace Conformance
