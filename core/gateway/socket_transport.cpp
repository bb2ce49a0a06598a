// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/socket_transport.h"

#include <QtNetwork/qhostaddress.h>

namespace Lanroom {

namespace {
constexpr qint64 kReadBufferBytes = 16 * 1024; // the rest stays with the kernel
} // namespace

std::unique_ptr<Transport> SocketTransport::adopt(qintptr descriptor)
{
    std::unique_ptr<SocketTransport> transport(new SocketTransport);
    if (!transport->m_socket.setSocketDescriptor(descriptor))
        return nullptr;
    transport->m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    transport->m_socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    return transport;
}

SocketTransport::SocketTransport()
{
    m_socket.setReadBufferSize(kReadBufferBytes);
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] {
        if (m_user && m_reading)
            m_user->readable();
    });
    QObject::connect(&m_socket, &QTcpSocket::bytesWritten, &m_socket, [this] {
        if (m_user)
            m_user->written();
    });
    // Queued, since abort() says it at once. What came before the end is read first.
    QObject::connect(
        &m_socket, &QTcpSocket::disconnected, &m_socket,
        [this] {
            qint64 before = 0; // a user takes as much at once as it likes; one that takes none wants none
            for (qint64 left = m_socket.bytesAvailable(); m_user && m_reading && left > 0 && left != before;
                 left = m_socket.bytesAvailable()) {
                before = left;
                m_user->readable();
            }
            sayGone();
        },
        Qt::QueuedConnection);
}

SocketTransport::~SocketTransport()
{
    m_socket.disconnect(); // its own end isn't the connection's
}

qint64 SocketTransport::read(char *into, qint64 size)
{
    const qint64 got = m_socket.read(into, size);
    // Qt says once that there is something; what we leave needs another word.
    if (m_socket.bytesAvailable() > 0)
        QMetaObject::invokeMethod(&m_socket, &QTcpSocket::readyRead, Qt::QueuedConnection);
    return qMax<qint64>(got, 0);
}

void SocketTransport::setReading(bool on)
{
    m_reading = on;
    if (on)
        QMetaObject::invokeMethod(&m_socket, &QTcpSocket::readyRead, Qt::QueuedConnection);
}

void SocketTransport::send(const QByteArray &bytes)
{
    if (isOpen())
        m_socket.write(bytes);
}

/// Qt can only close both ways at once.
void SocketTransport::halfClose()
{
    m_socket.disconnectFromHost();
}

void SocketTransport::abort()
{
    m_socket.abort();
}

} // namespace Lanroom
