// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <vector>

namespace Bench {

/// The processes of the server that is measured, read from /proc.
class WatchedProcesses
{
public:
    struct Memory
    {
        long rssKb = 0;
        long pssKb = 0; // a page shared by n processes counts 1/n in each
    };

    explicit WatchedProcesses(std::vector<int> pids) : m_pids(std::move(pids)) {}

    /// Seconds on a processor of all their threads together, to the nanosecond (schedstat).
    double cpuSeconds() const;
    Memory memory() const;

private:
    std::vector<int> m_pids;
};

/// Of this program, likewise.
double ownCpuSeconds();

} // namespace Bench
