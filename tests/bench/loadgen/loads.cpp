// SPDX-License-Identifier: LGPL-3.0-or-later
#include "loads.h"

#include "fail.h"

#include <charconv>
#include <unistd.h>

namespace Bench {

namespace {

constexpr std::size_t kEchoBytes = 64;

/// Of deliveries to a room, each client's every eighth is looked at: the time in it costs the
/// generator as much as the rest.
constexpr std::uint64_t kSampled = 8;

std::uint64_t membersOf(Swarm &swarm)
{
    return swarm.all(Role::Member).size() + swarm.all(Role::Publisher).size();
}

} // namespace

EchoLoad::EchoLoad(Swarm &swarm, const WatchedProcesses &server, unsigned outstanding)
    : Measurement(swarm, server), m_outstanding(outstanding)
{
    for (Connection *connection : swarm.all(Role::Active))
        m_clients.push_back({connection, connection->heard});
}

Nanoseconds EchoLoad::feed(Nanoseconds)
{
    for (Client &client : m_clients) {
        for (; client.owed < client.connection->heard + m_outstanding; ++client.owed)
            sendPayload(*client.connection, now(), kEchoBytes);
    }
    return kLongestWait;
}

void EchoLoad::heard(Connection &, std::string_view text, Nanoseconds at)
{
    const Nanoseconds due = dueOf(m_swarm.dialect().payloadOf(text));
    if (due == 0)
        fail("an echo is not what was sent");
    ++m_delivered;
    took(due, at);
}

RoomLoad::RoomLoad(Swarm &swarm, const WatchedProcesses &server, const Plan &plan)
    : Measurement(swarm, server, plan.lookEvery), m_plan(plan),
      m_publishers(swarm.all(Role::Publisher)), m_members(membersOf(swarm))
{
}

Nanoseconds RoomLoad::feed(Nanoseconds at)
{
    if (m_plan.outstanding > 0) {
        for (auto free = std::int64_t(m_plan.outstanding) - std::int64_t(underWay()); free > 0;
             --free)
            publish(at);
        return kLongestWait;
    }
    if (m_start == 0)
        m_start = at;
    const double step = 1e9 / m_plan.rate;
    Nanoseconds due = m_start + Nanoseconds(double(m_sent) * step);
    for (; due <= at; due = m_start + Nanoseconds(double(m_sent) * step)) {
        m_lag = std::max(m_lag, at - due);
        publish(due);
    }
    m_givenUp = double(underWay()) > m_plan.backlog;
    const Nanoseconds present = now();
    return due > present ? due - present : 0;
}

void RoomLoad::publish(Nanoseconds due)
{
    sendPayload(*m_publishers[m_next], due, m_sizes.next());
    m_next = (m_next + 1) % m_publishers.size();
}

void RoomLoad::heard(Connection &connection, std::string_view text, Nanoseconds at)
{
    ++m_delivered;
    if ((connection.heard + connection.number) % kSampled != 0)
        return;
    const Nanoseconds due = dueOf(m_swarm.dialect().payloadOf(text));
    if (due == 0)
        fail("a delivery is not what was sent");
    took(due, at);
}

ChatLoad::ChatLoad(Swarm &swarm, const WatchedProcesses &server, unsigned outstanding)
    : Measurement(swarm, server), m_members(membersOf(swarm)), m_outstanding(outstanding)
{
    for (Connection *connection : swarm.all(Role::Publisher))
        m_senders[connection].connection = connection;
}

Nanoseconds ChatLoad::feed(Nanoseconds at)
{
    for (auto &[connection, sender] : m_senders) {
        while (sender.sentAt.size() < m_outstanding && at >= sender.pausedUntil)
            say(sender, at);
    }
    return kLongestWait;
}

void ChatLoad::say(Sender &sender, Nanoseconds at)
{
    static std::uint64_t request = 1000; // ids and cmids never come again, in later loads either
    sender.sentAt[++request] = at;
    ++m_said;
    char cmid[33];
    std::snprintf(cmid, sizeof cmid, "%016llx%016llx", static_cast<unsigned long long>(::getpid()),
                  static_cast<unsigned long long>(request));
    m_request = R"({"type":"send","id":)" + std::to_string(request) +
                R"(,"room":"lobby","cmid":")" + cmid + R"(","body":")";
    appendPayload(m_request, at, m_sizes.next());
    m_request += R"("})";
    m_swarm.send(*sender.connection, m_request);
}

void ChatLoad::heard(Connection &connection, std::string_view text, Nanoseconds at)
{
    const std::string_view type = chatTypeOf(text);
    if (type == "message") {
        ++m_delivered;
        return;
    }
    if (type != "ack" && type != "nack")
        return;
    constexpr std::string_view kRe = R"("re":)";
    constexpr Nanoseconds kPause = 100'000'000;
    std::uint64_t request = 0;
    if (const auto found = text.find(kRe); found != text.npos)
        std::from_chars(text.data() + found + kRe.size(), text.data() + text.size(), request);
    Sender &sender = m_senders[&connection];
    const auto said = sender.sentAt.find(request);
    if (said == sender.sentAt.end())
        fail("an answer to nothing: " + std::string(text.substr(0, 200)));
    if (type == "ack") {
        ++m_sent;
        took(said->second, at);
    } else {
        ++m_refused;
        sender.pausedUntil = at + kPause;
    }
    sender.sentAt.erase(said);
}

} // namespace Bench
