// SPDX-License-Identifier: LGPL-3.0-or-later
#include "watched_processes.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <sys/resource.h>

namespace Bench {

namespace {

std::filesystem::path folderOf(int pid)
{
    return std::filesystem::path("/proc") / std::to_string(pid);
}

double cpuSecondsOf(int pid)
{
    double seconds = 0;
    std::error_code gone;
    for (const auto &thread : std::filesystem::directory_iterator(folderOf(pid) / "task", gone)) {
        double onCpu = 0;
        std::ifstream(thread.path() / "schedstat") >> onCpu;
        seconds += onCpu / 1e9;
    }
    return seconds;
}

} // namespace

double WatchedProcesses::cpuSeconds() const
{
    double seconds = 0;
    for (const int pid : m_pids)
        seconds += cpuSecondsOf(pid);
    return seconds;
}

WatchedProcesses::Memory WatchedProcesses::memory() const
{
    Memory memory;
    for (const int pid : m_pids) {
        std::ifstream file(folderOf(pid) / "smaps_rollup");
        std::string word;
        while (file >> word) {
            long kb = 0;
            if (word == "Rss:" && file >> kb)
                memory.rssKb += kb;
            else if (word == "Pss:" && file >> kb)
                memory.pssKb += kb;
        }
    }
    return memory;
}

double ownCpuSeconds()
{
    rusage usage;
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return double(time.tv_sec) + double(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace Bench
