// SPDX-License-Identifier: LGPL-3.0-or-later
#include "measurement.h"

#include "json.h"

namespace Bench {

namespace {

constexpr Nanoseconds kDrainTimeout = 5 * kSecond;

} // namespace

std::string Measurement::run(double warmupSeconds, double seconds)
{
    m_swarm.listen(this);
    const Nanoseconds begin = now() + nanoseconds(warmupSeconds);
    const Nanoseconds end = begin + nanoseconds(seconds);
    Snapshot from;
    for (Nanoseconds at = now(); at < end && !givenUp(); at = now()) {
        if (!m_measuring && at >= begin) {
            from = snapshot();
            m_measuring = true;
        }
        wait(at, std::min(at + feed(at), end));
    }
    if (!m_measuring)
        from = snapshot();
    m_measuring = false;
    const Snapshot to = snapshot();
    drain();
    m_swarm.listen(nullptr);
    return report(from, to);
}

void Measurement::wait(Nanoseconds at, Nanoseconds until)
{
    if (m_lookEvery == 0)
        return m_swarm.pump(until - at);
    if (at >= m_nextLook) {
        m_nextLook = at + m_lookEvery;
        return m_swarm.pump(0);
    }
    until = std::min(until, m_nextLook);
    const timespec time{time_t(until / kSecond), long(until % kSecond)};
    ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nullptr);
}

void Measurement::drain()
{
    const Nanoseconds deadline = now() + kDrainTimeout;
    while (m_delivered < expected() && now() < deadline)
        m_swarm.pump(kLongestWait);
}

void Measurement::took(Nanoseconds due, Nanoseconds at)
{
    if (m_measuring)
        m_latencies.add(at > due ? at - due : 0);
}

void Measurement::sendPayload(Connection &connection, Nanoseconds due, std::size_t size)
{
    m_text = m_swarm.dialect().before;
    appendPayload(m_text, due, size);
    m_text += m_swarm.dialect().after;
    ++m_sent;
    m_swarm.send(connection, m_text);
}

Measurement::Snapshot Measurement::snapshot() const
{
    return {now(),  ownCpuSeconds(), m_server.cpuSeconds(), m_swarm.dataSegments(),
            m_sent, m_delivered};
}

std::string Measurement::report(const Snapshot &from, const Snapshot &to) const
{
    Json json;
    json.add("seconds", double(to.at - from.at) / 1e9);
    json.add("sent", double(to.sent - from.sent));
    json.add("deliveries", double(to.delivered - from.delivered));
    json.add("segments", double(to.segments - from.segments));
    json.add("generator_cpu", to.ownCpu - from.ownCpu);
    json.add("server_cpu", to.serverCpu - from.serverCpu);
    json.add("p50_us", m_latencies.quantile(0.5));
    json.add("p99_us", m_latencies.quantile(0.99));
    json.add("p999_us", m_latencies.quantile(0.999));
    json.add("max_us", m_latencies.max());
    json.add("latencies", double(m_latencies.count()));
    json.add("generator_lag_us", double(m_lag) / 1e3);
    json.add("given_up", givenUp() ? 1 : 0);
    json.add("missing", double(expected()) - double(m_delivered));
    return json.text();
}

} // namespace Bench
