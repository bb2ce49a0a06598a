// SPDX-License-Identifier: LGPL-3.0-or-later
//
// One figure's worth of load: warms up, measures, then waits until everything has arrived. What is
// sent when is the subclass's; so is what counts as a delivery.
#pragma once

#include "histogram.h"
#include "payload.h"
#include "swarm.h"
#include "watched_processes.h"

#include <string>

namespace Bench {

class Measurement : public Swarm::Listener
{
public:
    /// 'lookEvery': read what has come only so often, and so with less work; 0: as it comes.
    Measurement(Swarm &swarm, const WatchedProcesses &server, Nanoseconds lookEvery = 0)
        : m_swarm(swarm), m_server(server), m_lookEvery(lookEvery)
    {
    }
    virtual ~Measurement() = default;

    /// The figures, as a JSON object.
    std::string run(double warmupSeconds, double seconds);

protected:
    static constexpr Nanoseconds kLongestWait = 20'000'000;

    /// Sends what is due; how long nothing will be.
    virtual Nanoseconds feed(Nanoseconds at) = 0;
    /// Texts that everybody together must have heard when everything sent has arrived.
    virtual std::uint64_t expected() const = 0;
    /// It has become clear that the server does not keep up: no need to go on.
    virtual bool givenUp() const { return false; }

    /// One latency.
    void took(Nanoseconds due, Nanoseconds at);
    /// Sends one message in the server's dialect.
    void sendPayload(Connection &connection, Nanoseconds due, std::size_t size);

    Swarm &m_swarm;
    std::uint64_t m_sent = 0;
    std::uint64_t m_delivered = 0; // all in all
    Nanoseconds m_lag = 0;         // how late the generator itself was, at worst

private:
    struct Snapshot
    {
        Nanoseconds at = 0;
        double ownCpu = 0;
        double serverCpu = 0;
        std::uint64_t segments = 0;
        std::uint64_t sent = 0;
        std::uint64_t delivered = 0;
    };

    Snapshot snapshot() const;
    void wait(Nanoseconds at, Nanoseconds until);
    void drain();
    std::string report(const Snapshot &from, const Snapshot &to) const;

    const WatchedProcesses &m_server;
    const Nanoseconds m_lookEvery;
    Nanoseconds m_nextLook = 0;
    Histogram m_latencies;
    bool m_measuring = false;
    std::string m_text; // reused
};

} // namespace Bench
