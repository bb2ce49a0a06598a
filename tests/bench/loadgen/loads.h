// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The loads that are measured. Each lives for one Measurement::run().
#pragma once

#include "measurement.h"

#include <unordered_map>

namespace Bench {

/// Every active client keeps so many messages under way; each goes back to its sender.
class EchoLoad : public Measurement
{
public:
    EchoLoad(Swarm &swarm, const WatchedProcesses &server, unsigned outstanding);

private:
    Nanoseconds feed(Nanoseconds at) override;
    std::uint64_t expected() const override { return m_sent; }
    void heard(Connection &connection, std::string_view text, Nanoseconds at) override;

    struct Client
    {
        Connection *connection;
        std::uint64_t owed; // 'heard' of the connection when everything it sent has come back
    };

    std::vector<Client> m_clients;
    const unsigned m_outstanding;
};

/// One room. A closed loop when 'outstanding' is given: so many messages, all publishers together,
/// are under way; one is done when as many copies have arrived as there are members. Else an open
/// loop of 'rate' messages a second, evenly spaced, aged from when each was due (so that a server
/// that stalls cannot hide it), which gives up when 'backlog' of them wait.
class RoomLoad : public Measurement
{
public:
    struct Plan
    {
        unsigned outstanding = 0;
        double rate = 0;
        double backlog = 0;
        Nanoseconds lookEvery = 0;
    };
    RoomLoad(Swarm &swarm, const WatchedProcesses &server, const Plan &plan);

private:
    Nanoseconds feed(Nanoseconds at) override;
    std::uint64_t expected() const override { return m_sent * m_members; }
    bool givenUp() const override { return m_givenUp; }
    void heard(Connection &connection, std::string_view text, Nanoseconds at) override;
    void publish(Nanoseconds due);
    std::uint64_t underWay() const { return m_sent - m_delivered / m_members; }

    const Plan m_plan;
    std::vector<Connection *> m_publishers;
    const std::uint64_t m_members;
    std::size_t m_next = 0;
    Sizes m_sizes;
    Nanoseconds m_start = 0; // of the open loop
    bool m_givenUp = false;
};

/// Every publisher keeps so many chat messages without an answer. Latencies are those of the acks,
/// "sent" counts acknowledged ones, a delivery is a message that reached a member.
class ChatLoad : public Measurement
{
public:
    ChatLoad(Swarm &swarm, const WatchedProcesses &server, unsigned outstanding);

private:
    struct Sender
    {
        Connection *connection = nullptr;
        Nanoseconds pausedUntil = 0;                           // after a refusal
        std::unordered_map<std::uint64_t, Nanoseconds> sentAt; // by request
    };

    Nanoseconds feed(Nanoseconds at) override;
    std::uint64_t expected() const override { return (m_said - m_refused) * m_members; }
    void heard(Connection &connection, std::string_view text, Nanoseconds at) override;
    void say(Sender &sender, Nanoseconds at);

    std::unordered_map<const Connection *, Sender> m_senders;
    const std::uint64_t m_members;
    const unsigned m_outstanding;
    std::uint64_t m_said = 0;
    std::uint64_t m_refused = 0;
    Sizes m_sizes;
    std::string m_request; // reused
};

} // namespace Bench
