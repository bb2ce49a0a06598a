// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/local_channel.h"
#include "link/messages.h"
#include "sdk/data_listener.h"

#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <sys/resource.h>
#include <unistd.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestDataListener : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<DataListener> m_listener;

    QString socketPath() const { return m_dir.filePath(u"s"_qs); }
    std::unique_ptr<QLocalSocket> connectRaw()
    {
        auto socket = std::make_unique<QLocalSocket>();
        socket->connectToServer(socketPath());
        return socket;
    }

private Q_SLOTS:
    void initTestCase()
    {
        // Few, so that they are soon all in use.
        rlimit few{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &few), 0);
        few.rlim_cur = 256;
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
    }

    void init()
    {
        QVERIFY(m_dir.isValid());
        m_listener = std::make_unique<DataListener>();
        QVERIFY(m_listener->listen(socketPath(), "right").ok());
    }
    void cleanup() { m_listener.reset(); }

    void letsAGatewayIn()
    {
        QSignalSpy spy(m_listener.get(), &DataListener::gatewayConnected);
        Link::LocalChannel channel(connectRaw().release());
        Link::Hello hello;
        hello.protocol = Link::kProtocolVersion;
        hello.token = "right";
        hello.slot = 2;
        hello.generation = 7;
        bool welcomed = false;
        connect(&channel, &Link::Channel::frameReceived, this,
                [&](const Link::Frame &frame) { welcomed = frame.type == Link::FrameType::HelloOk; });
        Link::sendMessage(channel, hello);
        QTRY_COMPARE(spy.size(), 1);
        QCOMPARE(spy[0][1].toInt(), 2);
        QCOMPARE(spy[0][2].toInt(), 7);
        QTRY_VERIFY(welcomed);
    }

    void dropsAWrongToken()
    {
        QSignalSpy spy(m_listener.get(), &DataListener::gatewayConnected);
        Link::LocalChannel channel(connectRaw().release());
        QSignalSpy closed(&channel, &Link::Channel::closed);
        Link::Hello hello;
        hello.protocol = Link::kProtocolVersion;
        hello.token = "wrong";
        Link::sendMessage(channel, hello);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(spy.size(), 0);
    }

    void listensAgainAfterItWasOutOfDescriptors()
    {
        const std::unique_ptr<QLocalSocket> unlucky = connectRaw();
        QVERIFY(unlucky->waitForConnected()); // in the kernel's queue; nobody has taken it yet
        QList<int> taken;
        for (int fd = ::dup(0); fd >= 0; fd = ::dup(0))
            taken.append(fd);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"gateways are listened for again"_s));
        QTRY_VERIFY(!QFile::exists(socketPath())); // Qt has given up
        for (const int fd : std::as_const(taken))
            ::close(fd);
        QTRY_VERIFY(QFile::exists(socketPath()));
        letsAGatewayIn();
    }

    void dropsGarbage_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        QTest::newRow("two gigabytes announced") << QByteArray("\x00\x00\x00\x80\x01", 5);
        QTest::newRow("hello without a map") << QByteArray("\x01\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x01", 17);
    }
    void dropsGarbage()
    {
        QFETCH(QByteArray, bytes);
        QSignalSpy spy(m_listener.get(), &DataListener::gatewayConnected);
        const std::unique_ptr<QLocalSocket> socket = connectRaw();
        socket->write(bytes);
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
        QCOMPARE(spy.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestDataListener)
#include "tst_data_listener.moc"
