// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/local_channel.h"
#include "link/memory_channel.h"
#include "link/messages.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Link;

/// Both kinds of channel keep the same promises; the rows say which kind a test runs on.
class TestChannel : public QObject
{
    Q_OBJECT

    std::unique_ptr<Channel> m_a;
    std::unique_ptr<Channel> m_b;
    QList<QByteArray> m_received;

    void makeLocalPair()
    {
        QTemporaryDir dir;
        QLocalServer server;
        QVERIFY(server.listen(dir.filePath(u"s"_qs)));
        auto *socket = new QLocalSocket;
        socket->connectToServer(server.fullServerName());
        QTRY_VERIFY(server.hasPendingConnections());
        QLocalSocket *other = server.nextPendingConnection();
        other->setParent(nullptr);
        m_a = std::make_unique<LocalChannel>(socket);
        m_b = std::make_unique<LocalChannel>(other);
    }

    void makePair()
    {
        QFETCH(bool, local);
        m_received.clear();
        if (local) {
            makeLocalPair();
        } else {
            auto [a, b] = MemoryChannel::pair();
            m_a = std::move(a);
            m_b = std::move(b);
        }
        connect(m_b.get(), &Channel::frameReceived, this,
                [this](const Frame &frame) { m_received.append(frame.payload.toByteArray()); });
    }

    static void kinds()
    {
        QTest::addColumn<bool>("local");
        QTest::newRow("local socket") << true;
        QTest::newRow("memory") << false;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_a.reset();
        m_b.reset();
    }

    void keepsOrder_data() { kinds(); }
    void keepsOrder()
    {
        makePair();
        QList<QByteArray> sent;
        for (int i = 0; i < 20000; ++i) {
            sent.append(QByteArray::number(i));
            QVERIFY(m_a->send({FrameType::SendText, 0, {}, {}, sent.last()}));
        }
        QTRY_COMPARE(m_received.size(), sent.size());
        QCOMPARE(m_received, sent);
    }

    void deliversWhatWasSentBeforeTheEnd_data() { kinds(); }
    void deliversWhatWasSentBeforeTheEnd()
    {
        makePair();
        QSignalSpy closed(m_b.get(), &Channel::closed);
        m_a->send({FrameType::SendText, 0, {}, {}, "last words"});
        m_a->close(u"done"_qs);
        QVERIFY(!m_a->isOpen());
        QVERIFY(!m_a->send({FrameType::SendText, 0, {}, {}, "too late"}));
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(m_received, QList<QByteArray>{"last words"});
    }

    void endsWhenNobodyReads_data() { kinds(); }
    void endsWhenNobodyReads()
    {
        makePair();
        m_a->setMaxQueuedBytes(1024 * 1024);
        QSignalSpy closed(m_a.get(), &Channel::closed);
        const QByteArray payload(100'000, 'x');
        // The event loop does not turn, so nobody reads.
        int taken = 0;
        while (taken < 1000 && m_a->send({FrameType::SendText, 0, {}, {}, payload}))
            ++taken;
        QVERIFY(taken < 30);
        QCOMPARE(closed.size(), 1);
        QVERIFY(closed[0][0].toString().contains(u"overrun"_qs));
        QCOMPARE(m_a->queuedBytes(), 0);
    }

    void dropsGarbage()
    {
        QTemporaryDir dir;
        QLocalServer server;
        QVERIFY(server.listen(dir.filePath(u"s"_qs)));
        QLocalSocket raw;
        raw.connectToServer(server.fullServerName());
        QTRY_VERIFY(server.hasPendingConnections());
        LocalChannel channel(server.nextPendingConnection());
        QSignalSpy closed(&channel, &Channel::closed);
        raw.write(QByteArray("\xff\xff\xff\xff and more", 13));
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(closed[0][0].toString().contains(u"garbage"_qs));
        QTRY_COMPARE(raw.state(), QLocalSocket::UnconnectedState);
    }

#ifdef Q_OS_LINUX
    void knowsItsPeer()
    {
        makeLocalPair();
        QCOMPARE(m_a->peerPid(), QCoreApplication::applicationPid());
        QVERIFY(m_a->peerIsUs());
    }
#endif
};

QTEST_GUILESS_MAIN(TestChannel)
#include "tst_channel.moc"
