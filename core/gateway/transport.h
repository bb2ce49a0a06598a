// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>

#include <memory>

QT_BEGIN_NAMESPACE
class QHostAddress;
QT_END_NAMESPACE

namespace Lanroom {

/// Whoever holds a transport hears from it here. Calls come from the event loop, never from inside
/// a call to the transport.
class TransportUser
{
public:
    virtual void readable() = 0;
    /// Some of what was sent has left, or begins to wait for the other side to read; queuedBytes() says
    /// what still waits.
    virtual void written() = 0;
    /// The connection has ended, in whatever way. Once; nothing comes after it.
    virtual void gone() = 0;

protected:
    ~TransportUser() = default;
};

/// A client's connection as bytes, once it is accepted: over a bare descriptor where the system has
/// them (DescriptorTransport), over Qt's own socket elsewhere (SocketTransport). What is sent in
/// one turn of the event loop leaves in one system call at its end. On the gateway's event-loop
/// thread; passed from Connection to WireGuard, who own it one after the other.
class Transport
{
public:
    /// Takes over an accepted connection. Null when it is already lost; the descriptor is closed.
    static std::unique_ptr<Transport> adopt(qintptr descriptor);

    virtual ~Transport();

    /// Whoever is told from now on; outlives the transport or sets another.
    void setUser(TransportUser *user) { m_user = user; }

    /// At most size bytes of what is there. 0: nothing at the moment (the end is told by gone()).
    virtual qint64 read(char *into, qint64 size) = 0;
    /// While off, what the other side sends stays with the kernel, which then lets it wait.
    virtual void setReading(bool on) = 0;
    /// Takes it all, shared, not copied. What the other side doesn't read waits: see queuedBytes().
    virtual void send(const QByteArray &bytes) = 0;
    /// Gives the kernel what waits for the end of the turn.
    virtual void offer() = 0;
    /// What was sent and hasn't gone to the kernel.
    virtual qint64 queuedBytes() const = 0;
    /// In how many pieces it waits; 0 where they were copied into one.
    virtual qsizetype queuedPieces() const = 0;
    /// Whether it waits because the other side doesn't read.
    virtual bool isStalled() const = 0;
    /// Says to the other side that nothing more comes, and goes on reading: closing with unread
    /// bytes makes TCP reset the connection, which can take our last words (a 413, a close frame)
    /// with it. Call when nothing waits.
    virtual void halfClose() = 0;
    /// Ends the connection with everything that waits. gone() follows from the event loop.
    virtual void abort() = 0;
    virtual bool isOpen() const = 0;

    /// Something that lasts as long as the connection: whoever counts connections gives it.
    void setTicket(std::shared_ptr<void> ticket) { m_ticket = std::move(ticket); }

    virtual QHostAddress peerAddress() const = 0;
    virtual QHostAddress localAddress() const = 0;

protected:
    Transport() = default;
    Q_DISABLE_COPY_MOVE(Transport)

    void sayGone();

    TransportUser *m_user = nullptr;

private:
    std::shared_ptr<void> m_ticket;
};

} // namespace Lanroom
