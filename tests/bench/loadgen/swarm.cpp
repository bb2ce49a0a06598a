// SPDX-License-Identifier: LGPL-3.0-or-later
#include "swarm.h"

#include "fail.h"
#include "frames.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <linux/tcp.h> // its tcp_info counts segments
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Bench {

namespace {

constexpr std::size_t kReadBytes = 256 * 1024;
constexpr unsigned kSourceAddresses = 8; // 127.0.0.2 and on, so that ports never run out
constexpr Nanoseconds kOpenTimeout = 60 * kSecond;

// The example of RFC 6455, section 1.3: every client may use the same key.
constexpr std::string_view kKey = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view kAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

std::string lastError()
{
    return std::strerror(errno);
}

sockaddr_in loopback(std::uint32_t host, std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(0x7f000000u + host);
    address.sin_port = htons(port);
    return address;
}

} // namespace

Swarm::Swarm(std::uint16_t port, const Dialect &dialect)
    : m_port(port), m_dialect(dialect), m_epoll(::epoll_create1(EPOLL_CLOEXEC)),
      m_buffer(kReadBytes)
{
}

Swarm::~Swarm()
{
    for (const Connection &connection : m_connections)
        ::close(connection.fd);
    ::close(m_epoll);
}

void Swarm::open(Role role, unsigned count, const std::string &path, unsigned atOnce)
{
    const unsigned wanted = unsigned(m_connections.size()) + count;
    const Nanoseconds deadline = now() + kOpenTimeout;
    while (m_ready < wanted) {
        while (m_connections.size() < wanted && m_connections.size() - m_ready < atOnce) {
            Connection &connection = m_connections.emplace_back();
            connection.number = unsigned(m_connections.size());
            connection.role = role;
            connection.path = path;
            if (const auto at = path.find("%d"); at != path.npos)
                connection.path.replace(at, 2, std::to_string(connection.number));
            connect(connection);
        }
        pump(50'000'000);
        if (now() > deadline)
            fail("only " + std::to_string(m_ready) + " connections are ready after 60 s");
    }
}

void Swarm::connect(Connection &connection)
{
    connection.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (connection.fd < 0)
        fail("socket: " + lastError());
    const int on = 1;
    ::setsockopt(connection.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(connection.fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    const sockaddr_in source = loopback(2 + connection.number % kSourceAddresses, 0);
    const sockaddr_in server = loopback(1, m_port);
    if (::bind(connection.fd, reinterpret_cast<const sockaddr *>(&source), sizeof source) != 0)
        fail("bind: " + lastError());
    if (::connect(connection.fd, reinterpret_cast<const sockaddr *>(&server), sizeof server) != 0 &&
        errno != EINPROGRESS)
        fail("connect: " + lastError());
    connection.out =
        "GET " + connection.path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(m_port) +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + std::string(kKey) + "\r\n\r\n";
    // Edges: half the work in the kernel of asking again about each that was ready.
    epoll_event event{EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, {.ptr = &connection}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.fd, &event);
}

void Swarm::pump(Nanoseconds longest)
{
    epoll_event events[1024];
    const timespec timeout{time_t(longest / kSecond), long(longest % kSecond)};
    const int count = ::epoll_pwait2(m_epoll, events, 1024, &timeout, nullptr);
    for (int i = 0; i < count; ++i)
        handle(*static_cast<Connection *>(events[i].data.ptr), events[i].events);
}

void Swarm::handle(Connection &connection, std::uint32_t events)
{
    if (events & EPOLLOUT) {
        if (connection.state == Connection::State::Connecting) {
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(connection.fd, SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0)
                fail(std::string("connect: ") + std::strerror(error));
            connection.state = Connection::State::Handshake;
        }
        flush(connection);
    }
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        while (receive(connection) || (events & EPOLLRDHUP)) {
        }
    }
}

void Swarm::send(Connection &connection, std::string_view text)
{
    m_frame.clear();
    appendFrame(m_frame, Opcode::Text, text, 0x9e3779b9u * (connection.number + 1));
    write(connection, m_frame);
}

void Swarm::write(Connection &connection, std::string_view bytes)
{
    ssize_t written = 0;
    if (connection.out.empty()) {
        written = ::send(connection.fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (written < 0 && errno != EAGAIN)
            fail("send: " + lastError());
    }
    bytes.remove_prefix(std::size_t(std::max<ssize_t>(written, 0)));
    connection.out += bytes;
}

void Swarm::flush(Connection &connection)
{
    std::string out;
    out.swap(connection.out);
    if (!out.empty())
        write(connection, out);
}

/// False when nothing is left: less than there was room for.
bool Swarm::receive(Connection &connection)
{
    const ssize_t size = ::recv(connection.fd, m_buffer.data(), m_buffer.size(), 0);
    if (size < 0 && errno == EAGAIN)
        return false;
    if (size <= 0)
        fail("connection " + std::to_string(connection.number) +
             (size == 0 ? " was closed" : ": " + lastError()));
    take(connection, {m_buffer.data(), std::size_t(size)});
    return std::size_t(size) == m_buffer.size();
}

/// Frames are read where they lie; only the beginning of one that is not whole yet is kept.
void Swarm::take(Connection &connection, std::string_view bytes)
{
    if (connection.state == Connection::State::Handshake) {
        if (!takeHandshake(connection, bytes))
            return;
    } else if (connection.in.empty()) {
        bytes.remove_prefix(takeFrames(connection, bytes, now()));
        connection.in = bytes;
        return;
    } else {
        connection.in += bytes;
    }
    std::string in;
    in.swap(connection.in);
    in.erase(0, takeFrames(connection, in, now()));
    connection.in = std::move(in);
}

bool Swarm::takeHandshake(Connection &connection, std::string_view bytes)
{
    connection.in += bytes;
    const auto end = connection.in.find("\r\n\r\n");
    if (end == std::string::npos)
        return false;
    const std::string head = connection.in.substr(0, end);
    if (!head.starts_with("HTTP/1.1 101") || head.find(kAccept) == std::string::npos)
        fail("the handshake was answered with " + head.substr(0, head.find('\r')));
    connection.in.erase(0, end + 4);
    connection.state = Connection::State::Entering;
    enter(connection, {});
    return true;
}

std::size_t Swarm::takeFrames(Connection &connection, std::string_view bytes, Nanoseconds at)
{
    std::size_t taken = 0;
    while (const auto frame = firstFrame(bytes.substr(taken))) {
        taken += frame->size;
        if (frame->masked || !frame->last || frame->opcode == Opcode::Continuation)
            fail("a masked frame or a fragment from the server");
        if (frame->opcode == Opcode::Close)
            fail("connection " + std::to_string(connection.number) + " was closed");
        if (frame->opcode == Opcode::Ping) {
            std::string pong;
            appendFrame(pong, Opcode::Pong, frame->payload, 0);
            write(connection, pong);
        } else if (frame->opcode != Opcode::Pong) {
            takeText(connection, frame->payload, at);
        }
    }
    return taken;
}

void Swarm::takeText(Connection &connection, std::string_view text, Nanoseconds at)
{
    if (!m_dialect.ping.empty() && text == m_dialect.ping)
        return send(connection, m_dialect.pong);
    if (connection.state != Connection::State::Ready)
        return enter(connection, text);
    ++connection.heard;
    if (m_listener)
        m_listener->heard(connection, text, at);
}

void Swarm::enter(Connection &connection, std::string_view text)
{
    const Dialect::Step step = m_dialect.enter(text, connection.number);
    if (!step.say.empty())
        send(connection, step.say);
    if (step.ready) {
        connection.state = Connection::State::Ready;
        ++m_ready;
    }
}

std::vector<Connection *> Swarm::all(Role role)
{
    std::vector<Connection *> found;
    for (Connection &connection : m_connections) {
        if (connection.role == role)
            found.push_back(&connection);
    }
    return found;
}

std::uint64_t Swarm::dataSegments() const
{
    std::uint64_t segments = 0;
    for (const Connection &connection : m_connections) {
        tcp_info info{};
        socklen_t size = sizeof info;
        if (connection.role != Role::Idle &&
            ::getsockopt(connection.fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
            segments += info.tcpi_data_segs_in;
    }
    return segments;
}

} // namespace Bench
