// SPDX-License-Identifier: LGPL-3.0-or-later
//
// All WebSocket clients of the generator, in one thread on one epoll. Whatever goes wrong with any
// of them (refused, closed, a masked frame, a fragment) ends the program: see fail().
#pragma once

#include "clock.h"
#include "dialect.h"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace Bench {

enum class Role : std::uint8_t {
    Idle,      // says nothing, is never looked at
    Active,    // echo
    Member,    // of the room, only listens
    Publisher, // of the room, and sends
};

struct Connection
{
    enum class State : std::uint8_t { Connecting, Handshake, Entering, Ready };

    int fd = -1;
    Role role = Role::Idle;
    State state = State::Connecting;
    unsigned number = 0;
    std::uint64_t heard = 0; // texts, once ready
    std::string path;
    std::string in;  // the beginning of a frame, or of the answer to the handshake
    std::string out; // what the socket has not taken yet
};

class Swarm
{
public:
    class Listener
    {
    public:
        virtual void heard(Connection &connection, std::string_view text, Nanoseconds at) = 0;

    protected:
        ~Listener() = default;
    };

    Swarm(std::uint16_t port, const Dialect &dialect);
    ~Swarm();
    Swarm(const Swarm &) = delete;

    /// Opens so many more and waits until they are ready, with at most 'atOnce' under way.
    void open(Role role, unsigned count, const std::string &path, unsigned atOnce);
    void send(Connection &connection, std::string_view text);
    /// Waits so long for something to happen, and deals with it.
    void pump(Nanoseconds longest);

    /// Gets what clients hear that are ready; may be null.
    void listen(Listener *listener) { m_listener = listener; }
    std::vector<Connection *> all(Role role);
    /// TCP segments with data that came to clients of the room or of the echo so far.
    std::uint64_t dataSegments() const;
    int descriptor() const { return m_epoll; }
    const Dialect &dialect() const { return m_dialect; }

private:
    void connect(Connection &connection);
    void handle(Connection &connection, std::uint32_t events);
    void write(Connection &connection, std::string_view bytes);
    void flush(Connection &connection);
    bool receive(Connection &connection);
    void take(Connection &connection, std::string_view bytes);
    bool takeHandshake(Connection &connection, std::string_view bytes);
    std::size_t takeFrames(Connection &connection, std::string_view bytes, Nanoseconds at);
    void takeText(Connection &connection, std::string_view text, Nanoseconds at);
    void enter(Connection &connection, std::string_view text);

    const std::uint16_t m_port;
    const Dialect &m_dialect;
    int m_epoll = -1;
    std::deque<Connection> m_connections; // never moves them
    unsigned m_ready = 0;
    Listener *m_listener = nullptr;
    std::vector<char> m_buffer;
    std::string m_frame; // reused
};

} // namespace Bench
