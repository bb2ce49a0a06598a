// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/transport.h"

#include <QtNetwork/qtcpsocket.h>

namespace Lanroom {

/// A transport over Qt's own TCP socket: for systems without descriptors of the POSIX kind. Slower,
/// and heavier for an idle client, than DescriptorTransport; otherwise the same.
class SocketTransport final : public Transport
{
public:
    static std::unique_ptr<Transport> adopt(qintptr descriptor);
    ~SocketTransport() override;

    qint64 read(char *into, qint64 size) override;
    void setReading(bool on) override;
    void send(const QByteArray &bytes) override;
    void offer() override { m_socket.flush(); }
    qint64 queuedBytes() const override { return m_socket.bytesToWrite(); }
    qsizetype queuedPieces() const override { return 0; }
    bool isStalled() const override { return queuedBytes() > 0; }
    void halfClose() override;
    void abort() override;
    bool isOpen() const override { return m_socket.state() == QAbstractSocket::ConnectedState; }
    QHostAddress peerAddress() const override { return m_socket.peerAddress(); }
    QHostAddress localAddress() const override { return m_socket.localAddress(); }

private:
    SocketTransport();

    QTcpSocket m_socket;
    bool m_reading = true;
};

} // namespace Lanroom
