// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/tcp.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <utility>

namespace Conformance {

namespace {

// Between two pieces: long enough for most of them to be read alone, short enough for thousands.
constexpr int kPieceMs = 1;
constexpr std::size_t kPacedPieces = 64;

} // namespace

bool Target::parse(View url, Target &out)
{
    constexpr View scheme = "ws://";
    if (url.substr(0, scheme.size()) != scheme)
        return false;
    url.remove_prefix(scheme.size());
    const std::size_t slash = url.find('/');
    const View authority = url.substr(0, slash);
    const std::size_t colon = authority.rfind(':');
    const bool bracketed = authority.size() > 1 && authority.back() == ']';
    out.port = colon == View::npos || bracketed ? "80" : authority.substr(colon + 1);
    out.host = colon == View::npos || bracketed ? authority : authority.substr(0, colon);
    out.path = slash == View::npos ? "/" : url.substr(slash);
    return !out.host.empty() && !out.port.empty();
}

Tcp::Tcp(const Target &target, std::chrono::milliseconds patience) : m_patience(patience)
{
    std::string name = target.host;
    if (name.size() > 1 && name.front() == '[')
        name = name.substr(1, name.size() - 2);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *list = nullptr;
    if (const int error = getaddrinfo(name.c_str(), target.port.c_str(), &hints, &list))
        throw std::runtime_error(name + ": " + gai_strerror(error));
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> keeper(list, &freeaddrinfo);
    for (const addrinfo *at = list; at && m_socket < 0; at = at->ai_next) {
        m_socket = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);
        if (m_socket >= 0 && connect(m_socket, at->ai_addr, at->ai_addrlen) != 0) {
            close(m_socket);
            m_socket = -1;
        }
    }
    if (m_socket < 0)
        throw std::runtime_error("cannot connect to " + target.authority() + ": " +
                                 std::strerror(errno));
    const int on = 1;
    setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Tcp::~Tcp()
{
    if (m_socket >= 0)
        close(m_socket);
}

Tcp::Tcp(Tcp &&other) noexcept
    : m_socket(std::exchange(other.m_socket, -1)), m_patience(other.m_patience),
      m_received(std::move(other.m_received)), m_ended(other.m_ended)
{
}

bool Tcp::waitFor(short events, Clock::time_point until)
{
    using std::chrono::duration_cast, std::chrono::milliseconds;
    const auto left = duration_cast<milliseconds>(until - Clock::now()).count();
    pollfd one{m_socket, events, 0};
    return left > 0 && poll(&one, 1, int(left)) > 0;
}

void Tcp::read()
{
    char buffer[65536];
    const ssize_t size = recv(m_socket, buffer, sizeof buffer, MSG_DONTWAIT);
    if (size > 0)
        m_received.append(buffer, std::size_t(size));
    else if (size == 0 || (errno != EAGAIN && errno != EINTR))
        m_ended = true;
}

void Tcp::send(View octets)
{
    const auto until = Clock::now() + m_patience;
    bool deaf = false; // it ended its direction, but may still take what we say
    while (!octets.empty() && waitFor(short(deaf ? POLLOUT : POLLIN | POLLOUT), until)) {
        const ssize_t sent =
            ::send(m_socket, octets.data(), octets.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0)
            octets.remove_prefix(std::size_t(sent));
        else if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return;
        if (!m_ended)
            read();
        deaf = m_ended;
    }
}

void Tcp::sendInPieces(View octets, std::size_t size)
{
    for (std::size_t at = 0, count = 0; at < octets.size(); at += size, ++count) {
        send(octets.substr(at, size));
        if (count < kPacedPieces)
            poll(nullptr, 0, kPieceMs);
    }
}

bool Tcp::receive()
{
    const std::size_t before = m_received.size();
    const auto until = Clock::now() + m_patience;
    while (!m_ended && m_received.size() == before && waitFor(POLLIN, until))
        read();
    return m_received.size() > before;
}

bool Tcp::waitEnd(std::chrono::milliseconds patience)
{
    const auto until = Clock::now() + patience;
    while (!m_ended && waitFor(POLLIN, until))
        read();
    return m_ended;
}

void Tcp::reset()
{
    const linger now{1, 0};
    setsockopt(m_socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(std::exchange(m_socket, -1));
    m_ended = true;
}

void Tcp::endWriting()
{
    shutdown(m_socket, SHUT_WR);
}

} // namespace Conformance
