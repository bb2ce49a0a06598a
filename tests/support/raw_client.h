// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qcoreapplication.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtcpsocket.h>

namespace Lanroom::Test {

/// A client that says exactly the bytes it is told, on the test's own event loop: for requests and
/// frames that no proper client would make. Every wait ends after kPatienceMs.
class RawClient
{
public:
    static constexpr int kPatienceMs = 20'000;

    struct Answer
    {
        int status = 0;
        QByteArray head; // status line and fields
        QByteArray body;

        QByteArray field(const QByteArray &name) const
        {
            const qsizetype at = head.toLower().indexOf("\r\n" + name.toLower() + ": ");
            if (at < 0)
                return {};
            const qsizetype from = at + name.size() + 4;
            return head.mid(from, head.indexOf("\r\n", from) - from);
        }
    };

    /// from: another address of this machine, as 127.0.0.2 is; for what is counted by address.
    explicit RawClient(quint16 port, const QString &from = {})
    {
        if (!from.isEmpty())
            m_socket.bind(QHostAddress(from));
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] {
            if (m_reading)
                m_received += m_socket.readAll();
        });
        bool connected = false; // it may be closed again by the time we look
        const auto once =
            QObject::connect(&m_socket, &QTcpSocket::connected, [&connected] { connected = true; });
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        wait([&connected] { return connected; });
        QObject::disconnect(once);
    }

    QTcpSocket &socket() { return m_socket; }
    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    /// Every byte in an event of its own.
    void sendByByte(const QByteArray &bytes)
    {
        for (const char byte : bytes) {
            m_socket.write(&byte, 1);
            wait([this] { return m_socket.bytesToWrite() == 0; });
        }
    }
    /// From now on nothing is taken from the network.
    void stopReading()
    {
        m_reading = false;
        m_socket.setReadBufferSize(1);
    }

    bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool waitClosed()
    {
        return wait([this] { return !isOpen(); });
    }
    /// Everything received and not yet taken by answer() or take().
    const QByteArray &received() const { return m_received; }
    /// size bytes, or fewer when patience ends.
    QByteArray take(qsizetype size)
    {
        wait([this, size] { return m_received.size() >= size || !isOpen(); });
        const QByteArray taken = m_received.first(qMin(size, m_received.size()));
        m_received.remove(0, taken.size());
        return taken;
    }

    /// The next whole HTTP answer. noBody: to HEAD, or 101.
    Answer answer(bool noBody = false)
    {
        Answer answer;
        wait([this] { return m_received.contains("\r\n\r\n") || !isOpen(); });
        const qsizetype end = m_received.indexOf("\r\n\r\n");
        if (end < 0)
            return answer;
        answer.head = take(end + 4);
        answer.status = answer.head.mid(9, 3).toInt();
        if (!noBody)
            answer.body = take(answer.field("Content-Length").toInt());
        return answer;
    }

    template <typename Condition> static bool wait(Condition condition)
    {
        QElapsedTimer patience;
        patience.start();
        QTimer tick; // what changes the condition need not be an event of ours
        tick.start(20);
        while (!condition()) {
            if (patience.elapsed() > kPatienceMs)
                return false;
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return true;
    }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
    bool m_reading = true;
};

} // namespace Lanroom::Test
