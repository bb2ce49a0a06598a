// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "support/web_socket_bytes.h"

#include <QtCore/qelapsedtimer.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Lanroom::Test {

/// Many WebSocket clients at once, on bare sockets: a thousand QTcpSockets would measure themselves.
/// Some read what they are sent, answer pings and hand messages to a callback, others never read. Runs
/// on the test's thread, in run() only.
class Swarm
{
public:
    struct Member
    {
        int fd = -1;
        bool reads = true;
        bool gone = false;
        QByteArray in;
        QByteArray out;
    };
    using OnMessage = std::function<void(std::size_t member, QByteArrayView payload)>;

    explicit Swarm(quint16 port) : m_port(port), m_epoll(::epoll_create1(EPOLL_CLOEXEC)) {}
    ~Swarm()
    {
        for (const Member &member : m_members)
            ::close(member.fd);
        ::close(m_epoll);
    }
    Q_DISABLE_COPY_MOVE(Swarm)

    /// Connects and shakes hands; false when that fails.
    bool join(const QByteArray &path, bool reads = true)
    {
        const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (!reads) {
            const int small = 4096; // what the kernels hold should not hide what the gateway does
            ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const QByteArray request = upgradeTo(path, "127.0.0.1");
        QByteArray answer;
        char byte = 0;
        if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 ||
            ::send(fd, request.constData(), std::size_t(request.size()), MSG_NOSIGNAL) < 0) {
            ::close(fd);
            return false;
        }
        while (!answer.endsWith("\r\n\r\n") && ::recv(fd, &byte, 1, 0) == 1)
            answer.append(byte);
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
        epoll_event event{};
        event.events = reads ? EPOLLIN | EPOLLRDHUP : 0; // EPOLLERR and EPOLLHUP come in any case
        event.data.u64 = m_members.size();
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
        m_members.push_back({fd, reads, false, {}, {}});
        return answer.startsWith("HTTP/1.1 101");
    }

    std::size_t size() const { return m_members.size(); }
    const Member &member(std::size_t index) const { return m_members[index]; }
    std::size_t gone() const
    {
        return std::size_t(std::count_if(m_members.begin(), m_members.end(),
                                         [](const Member &member) { return member.gone; }));
    }

    /// Sends what fits now; the rest goes with the next call. False while there is a rest.
    bool send(std::size_t index, const QByteArray &bytes = {})
    {
        Member &member = m_members[index];
        member.out += bytes;
        if (member.gone || member.out.isEmpty())
            return true;
        const ssize_t sent = ::send(member.fd, member.out.constData(),
                                    std::size_t(member.out.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN)
            member.gone = true;
        member.out.remove(0, qMax<ssize_t>(0, sent));
        return member.out.isEmpty();
    }

    /// Reads for ms, or until done() says so.
    void run(int ms, const OnMessage &onMessage, const std::function<bool()> &done = {})
    {
        QElapsedTimer time;
        time.start();
        epoll_event events[256];
        while (time.elapsed() < ms && !(done && done())) {
            const int count = ::epoll_wait(m_epoll, events, 256, 1);
            for (int i = 0; i < count; ++i)
                read(std::size_t(events[i].data.u64), events[i].events, onMessage);
        }
    }

private:
    void read(std::size_t index, quint32 events, const OnMessage &onMessage)
    {
        Member &member = m_members[index];
        char piece[65536];
        const ssize_t got = member.reads ? ::recv(member.fd, piece, sizeof piece, 0) : 0;
        if (got > 0)
            member.in.append(piece, got);
        if ((got == 0 && member.reads) || (events & (EPOLLERR | EPOLLHUP))) {
            member.gone = true;
            ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, member.fd, nullptr);
        }
        qsizetype at = 0;
        for (;;) {
            const QByteArrayView rest = QByteArrayView(member.in).sliced(at);
            if (rest.size() < 2)
                break;
            const quint8 length = quint8(rest[1]);
            const qsizetype head = length < 126 ? 2 : 4; // longer ones are not used here
            if (rest.size() < head)
                break;
            const qsizetype size =
                length < 126 ? length : quint8(rest[2]) << 8 | quint8(rest[3]);
            if (rest.size() < head + size)
                break;
            if ((rest[0] & 0xf) <= kBinary)
                onMessage(index, rest.sliced(head, size));
            else if ((rest[0] & 0xf) == kPing)
                send(index, frame(0xa, rest.sliced(head, size).toByteArray()));
            at += head + size;
        }
        member.in.remove(0, at);
    }

    const quint16 m_port;
    const int m_epoll;
    std::vector<Member> m_members;
};

} // namespace Lanroom::Test
