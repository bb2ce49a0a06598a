// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/peer_watch.h"

#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace Lanroom;

class TestPeerWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheKernelItsMinute();
};

void TestPeerWatch::givesTheKernelItsMinute()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    watchPeers(server.socketDescriptor());
    QTcpSocket socket;
    socket.connectToHost(server.serverAddress(), server.serverPort());
    QVERIFY(socket.waitForConnected());
    QVERIFY(server.waitForNewConnection(20'000));
    const QTcpSocket *accepted = server.nextPendingConnection();
    const auto option = [accepted](int level, int name) {
        int value = 0;
        socklen_t size = sizeof value;
        return ::getsockopt(int(accepted->socketDescriptor()), level, name, &value, &size) == 0 ? value
                                                                                             : -1;
    };
    QCOMPARE(option(SOL_SOCKET, SO_KEEPALIVE), 1);
    QCOMPARE(option(IPPROTO_TCP, TCP_NODELAY), 1);
    QCOMPARE(option(IPPROTO_TCP, TCP_KEEPIDLE) +
                 option(IPPROTO_TCP, TCP_KEEPINTVL) * option(IPPROTO_TCP, TCP_KEEPCNT),
             kPeerGoneMs / 1000);
    QCOMPARE(option(IPPROTO_TCP, TCP_USER_TIMEOUT), kPeerGoneMs);
}

QTEST_GUILESS_MAIN(TestPeerWatch)
#include "tst_peer_watch.moc"
