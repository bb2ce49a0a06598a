// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom {

/// Where the time comes from, so that tests can own it. Thread-safe.
/// Policies (restart, backoff, rates) don't hold a clock: they take 'now' as an argument.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Milliseconds that only grow, from an arbitrary start; for deadlines and intervals.
    virtual qint64 monotonicMs() const = 0;
    /// Milliseconds since 1970 UTC; for what people see and databases keep.
    virtual qint64 wallMs() const = 0;
};

/// The machine's clocks. One shared instance; lives as long as the program.
const Clock &systemClock();

} // namespace Lanroom
