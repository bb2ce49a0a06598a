// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/listen_socket.h"

#include <QtCore/qcoreapplication.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

#include <unistd.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class tst_ListenSocket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void queuesConnectionsAndAcceptsNone()
    {
        const auto socket = ListenSocket::bind(u"127.0.0.1"_s, 0);
        QVERIFY(socket);
        QVERIFY((*socket)->port() > 0);
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, (*socket)->port());
        QVERIFY(client.waitForConnected());
        client.write("hello");
        QVERIFY(client.waitForBytesWritten());
        // Somebody else takes it from the same descriptor, as a gateway does.
        QTcpServer gateway;
        QVERIFY(gateway.setSocketDescriptor(::dup((*socket)->descriptor())));
        QTRY_VERIFY(gateway.hasPendingConnections());
        QTcpSocket *served = gateway.nextPendingConnection();
        QTRY_COMPARE(served->bytesAvailable(), 5);
    }

    void anyIsBothFamilies()
    {
        const auto socket = ListenSocket::bind(u"any"_s, 0);
        QVERIFY(socket);
        QTcpSocket four;
        four.connectToHost(QHostAddress(QHostAddress::LocalHost), (*socket)->port());
        QVERIFY(four.waitForConnected());
        QTcpServer probe;
        if (!probe.listen(QHostAddress::LocalHostIPv6))
            QSKIP("this machine has no IPv6");
        QTcpSocket six;
        six.connectToHost(QHostAddress(QHostAddress::LocalHostIPv6), (*socket)->port());
        QVERIFY(six.waitForConnected());
    }

    void takenPortNamesItsOwner()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const auto socket = ListenSocket::bind(u"any"_s, other.serverPort());
        QVERIFY(!socket);
        QCOMPARE(socket.error().code, ErrorCode::Taken);
        const QString us = u"(process %1)"_s.arg(QCoreApplication::applicationPid());
        QVERIFY2(socket.error().message.contains(us), qPrintable(socket.error().message));
    }

    void offersTheNextFreePort()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const quint16 port = ListenSocket::nextFreePort(u"127.0.0.1"_s, other.serverPort());
        QVERIFY(port > other.serverPort());
        QVERIFY(ListenSocket::bind(u"127.0.0.1"_s, port));
    }

    void refusesStrangeAddresses_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("another machine's") << u"192.0.2.1"_s;
        QTest::newRow("no address") << u"somewhere"_s;
    }

    void refusesStrangeAddresses()
    {
        QFETCH(QString, host);
        const auto socket = ListenSocket::bind(host, 0);
        QVERIFY(!socket);
        QCOMPARE(socket.error().code, ErrorCode::BadSetting);
    }
};

QTEST_GUILESS_MAIN(tst_ListenSocket)
#include "tst_listen_socket.moc"
