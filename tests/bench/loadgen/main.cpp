// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The load generator: one process, one thread, no Qt.
//
//     loadgen --port N [--dialect plain|socket.io|chat] [--pid N]...
//
// connects to 127.0.0.1 and does what lines on its stdin say, with one JSON object on stdout for
// each:
//
//     open idle|active|member|publisher COUNT PATH [AT-ONCE]   %d in PATH: the connection's number
//     echo OUTSTANDING WARMUP SECONDS                          the active ones, each
//     room OUTSTANDING WARMUP SECONDS                          all publishers together
//     paced RATE WARMUP SECONDS BACKLOG [LOOK-EVERY-US]        the same in an open loop
//     chat OUTSTANDING WARMUP SECONDS                          the publishers, each
//     memory                                                   of the server
//
// The pids are those of the server's processes, whose processor time and memory count. What goes
// wrong is {"error": "..."} and the end, with status 1.
#include "fail.h"
#include "json.h"
#include "loads.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <poll.h>
#include <sstream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Bench;

namespace {

struct Options
{
    std::uint16_t port = 0;
    const Dialect *dialect = dialectNamed("plain");
    std::vector<int> pids;
};

Options parse(int argc, char **argv)
{
    Options options;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--port")
            options.port = std::uint16_t(std::atoi(argv[i + 1]));
        else if (name == "--pid")
            options.pids.push_back(std::atoi(argv[i + 1]));
        else if (name == "--dialect")
            options.dialect = dialectNamed(argv[i + 1]);
    }
    if (options.port == 0 || !options.dialect)
        fail("usage: loadgen --port N [--dialect plain|socket.io|chat] [--pid N]...");
    return options;
}

std::string open(std::istream &words, Swarm &swarm, const WatchedProcesses &server)
{
    static const std::map<std::string, Role> kRoles{{"idle", Role::Idle},
                                                    {"active", Role::Active},
                                                    {"member", Role::Member},
                                                    {"publisher", Role::Publisher}};
    std::string role;
    std::string path;
    unsigned count = 0;
    unsigned atOnce = 128;
    words >> role >> count >> path >> atOnce;
    const double cpu = server.cpuSeconds();
    const double ownCpu = ownCpuSeconds();
    const Nanoseconds start = now();
    swarm.open(kRoles.at(role), count, path, atOnce);
    Json json;
    json.add("opened", count);
    json.add("seconds", double(now() - start) / 1e9);
    json.add("server_cpu", server.cpuSeconds() - cpu);
    json.add("generator_cpu", ownCpuSeconds() - ownCpu);
    return json.text();
}

std::string memory(const WatchedProcesses &server)
{
    const WatchedProcesses::Memory memory = server.memory();
    Json json;
    json.add("rss_kb", double(memory.rssKb));
    json.add("pss_kb", double(memory.pssKb));
    return json.text();
}

std::string measure(const std::string &name, std::istream &words, Swarm &swarm,
                    const WatchedProcesses &server)
{
    double much = 0;
    double warmup = 0;
    double seconds = 0;
    double backlog = 0;
    double lookEveryUs = 0;
    words >> much >> warmup >> seconds >> backlog >> lookEveryUs;
    std::unique_ptr<Measurement> load;
    if (name == "echo")
        load = std::make_unique<EchoLoad>(swarm, server, unsigned(much));
    else if (name == "room")
        load = std::make_unique<RoomLoad>(swarm, server, RoomLoad::Plan{unsigned(much), 0, 0, 0});
    else if (name == "paced")
        load = std::make_unique<RoomLoad>(
            swarm, server, RoomLoad::Plan{0, much, backlog, nanoseconds(lookEveryUs / 1e6)});
    else if (name == "chat")
        load = std::make_unique<ChatLoad>(swarm, server, unsigned(much));
    else
        fail("there is no command '" + name + "'");
    return load->run(warmup, seconds);
}

std::string obey(const std::string &line, Swarm &swarm, const WatchedProcesses &server)
{
    std::istringstream words(line);
    std::string name;
    words >> name;
    if (name == "open")
        return open(words, swarm, server);
    if (name == "memory")
        return memory(server);
    return measure(name, words, swarm, server);
}

/// Waits for a line while the clients go on answering pings; false at the end of stdin.
bool nextLine(std::string &line, Swarm &swarm)
{
    for (;;) {
        pollfd inputs[] = {{STDIN_FILENO, POLLIN, 0}, {swarm.descriptor(), POLLIN, 0}};
        ::poll(inputs, 2, -1);
        if (inputs[1].revents != 0)
            swarm.pump(0);
        if (inputs[0].revents != 0)
            return bool(std::getline(std::cin, line));
    }
}

} // namespace

void Bench::fail(const std::string &why)
{
    std::string quoted;
    for (const char c : why)
        quoted += c == '"' || c == '\\' || c < ' ' ? '\'' : c;
    std::cout << "{\"error\": \"" << quoted << "\"}" << std::endl;
    std::exit(1);
}

int main(int argc, char **argv)
{
    const Options options = parse(argc, argv);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);

    ::prctl(PR_SET_TIMERSLACK, 1UL); // wake up when asked to, not 50 µs later

    Swarm swarm(options.port, *options.dialect);
    const WatchedProcesses server(options.pids);
    std::string line;
    while (nextLine(line, swarm))
        std::cout << obey(line, swarm, server) << std::endl;
    return 0;
}
