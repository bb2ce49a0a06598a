// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/control_server.h"

#include "link/frame_codec.h"
#include "link/local_channel.h"
#include "link/messages.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class tst_ControlServer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ControlServer>();
        QVERIFY(m_server->listen(m_dir.filePath(u"control"_s)));
    }

    void rightHelloArrives()
    {
        const QByteArray token = m_server->issueToken();
        QByteArray arrived;
        std::unique_ptr<Link::Channel> theirs;
        connect(m_server.get(), &ControlServer::arrived, this,
                [&](const QByteArray &said, Link::Channel *channel) {
                    arrived = said;
                    channel->setParent(nullptr);
                    theirs.reset(channel);
                });
        const auto channel = connectTo();
        Link::sendMessage(*channel, hello(token));
        QTRY_COMPARE(arrived, token);
        QVERIFY(theirs->isOpen());
        QCOMPARE(theirs->peerPid(), QCoreApplication::applicationPid());
    }

    void whoIsNotWaitedForAnyMoreIsLetGo()
    {
        const QByteArray token = m_server->issueToken(); // its worker ends before the hello is heard
        const auto channel = connectTo();
        QSignalSpy arrived(m_server.get(), &ControlServer::arrived);
        Link::sendMessage(*channel, hello(token));
        QTRY_COMPARE(arrived.size(), 1);
        QTRY_VERIFY(!channel->isOpen());
        QCOMPARE(m_server->findChildren<Link::Channel *>().size(), 0);
    }

    void tokenIsGoodOnce()
    {
        QSignalSpy arrived(m_server.get(), &ControlServer::arrived);
        QSignalSpy dropped(m_server.get(), &ControlServer::dropped);
        const QByteArray token = m_server->issueToken();
        const auto first = connectTo();
        Link::sendMessage(*first, hello(token));
        QTRY_COMPARE(arrived.size(), 1);
        const auto second = connectTo();
        Link::sendMessage(*second, hello(token));
        QTRY_COMPARE(dropped.size(), 1);
        QTRY_VERIFY(!second->isOpen());
        QCOMPARE(arrived.size(), 1);
    }

    void wrongHelloIsDropped_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<qint64>("pid");
        QTest::addColumn<int>("protocol");
        const qint64 us = QCoreApplication::applicationPid();
        QTest::newRow("other token") << QByteArray(32, '0') << us << Link::kProtocolVersion;
        QTest::newRow("no token") << QByteArray() << us << Link::kProtocolVersion;
        QTest::newRow("other pid") << QByteArray("good") << qint64(1) << Link::kProtocolVersion;
        QTest::newRow("other version") << QByteArray("good") << us << Link::kProtocolVersion + 1;
    }

    void wrongHelloIsDropped()
    {
        QFETCH(QByteArray, token);
        QFETCH(qint64, pid);
        QFETCH(int, protocol);
        QSignalSpy arrived(m_server.get(), &ControlServer::arrived);
        QSignalSpy dropped(m_server.get(), &ControlServer::dropped);
        Link::Hello wrong = hello(token == "good" ? m_server->issueToken() : token);
        wrong.pid = pid;
        wrong.protocol = protocol;
        const auto channel = connectTo();
        Link::sendMessage(*channel, wrong);
        QTRY_COMPARE(dropped.size(), 1);
        QCOMPARE(dropped.first().first().toLongLong(), QCoreApplication::applicationPid());
        QTRY_VERIFY(!channel->isOpen());
        QVERIFY(arrived.isEmpty());
    }

    void whateverElseComesFirstIsDropped_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QByteArray heartbeat;
        Link::encodeFrame({Link::FrameType::Heartbeat, 0, {}, {}, {}}, heartbeat);
        QByteArray notCbor;
        Link::encodeFrame({Link::FrameType::Hello, 0, {}, {}, "not CBOR"}, notCbor);
        QTest::newRow("another frame") << heartbeat;
        QTest::newRow("no CBOR") << notCbor;
        QTest::newRow("garbage") << QByteArray(100, '\xff');
        QTest::newRow("two gigabytes announced") << QByteArray::fromHex("ffffff7f01000000");
    }

    void whateverElseComesFirstIsDropped()
    {
        QFETCH(QByteArray, bytes);
        QSignalSpy dropped(m_server.get(), &ControlServer::dropped);
        QLocalSocket socket;
        socket.connectToServer(m_server->address());
        QVERIFY(socket.waitForConnected());
        socket.write(bytes);
        QTRY_COMPARE(dropped.size(), 1);
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    }

    void silenceIsDropped()
    {
        QSignalSpy dropped(m_server.get(), &ControlServer::dropped);
        const auto channel = connectTo();
        QTRY_COMPARE_WITH_TIMEOUT(dropped.size(), 1, 3 * ControlServer::kHelloMs);
        QTRY_VERIFY(!channel->isOpen());
    }

    void strangersAreBounded()
    {
        QSignalSpy arrived(m_server.get(), &ControlServer::arrived);
        QSignalSpy dropped(m_server.get(), &ControlServer::dropped);
        std::vector<std::unique_ptr<Link::LocalChannel>> silent;
        for (int i = 0; i < ControlServer::kMaxStrangers; ++i)
            silent.push_back(connectTo());
        const auto over = connectTo();
        QTRY_COMPARE(dropped.size(), 1);
        QTRY_VERIFY(!over->isOpen());
        // The others still have their chance.
        Link::sendMessage(*silent.front(), hello(m_server->issueToken()));
        QTRY_COMPARE(arrived.size(), 1);
    }

private:
    std::unique_ptr<Link::LocalChannel> connectTo()
    {
        auto *socket = new QLocalSocket;
        socket->connectToServer(m_server->address());
        if (!socket->waitForConnected())
            qFatal("cannot connect");
        QCoreApplication::processEvents(); // the server takes it: the kernel's line for it is short
        return std::make_unique<Link::LocalChannel>(socket);
    }

    static Link::Hello hello(const QByteArray &token)
    {
        Link::Hello hello;
        hello.protocol = Link::kProtocolVersion;
        hello.token = token;
        hello.pid = QCoreApplication::applicationPid();
        return hello;
    }

    QTemporaryDir m_dir;
    std::unique_ptr<ControlServer> m_server;
};

QTEST_GUILESS_MAIN(tst_ControlServer)
#include "tst_control_server.moc"
