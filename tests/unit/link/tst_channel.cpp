// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/frame_codec.h"
#include "link/local_channel.h"
#include "link/memory_channel.h"
#include "link/messages.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#ifdef Q_OS_LINUX
#include <sys/socket.h>
#endif

using namespace Lanroom;
using namespace Lanroom::Link;

/// Both kinds of channel keep the same promises; the rows say which kind a test runs on.
class TestChannel : public QObject
{
    Q_OBJECT

    std::unique_ptr<Channel> m_a;
    std::unique_ptr<Channel> m_b;
    QList<QByteArray> m_received;

    /// Connects socket, and returns the other end.
    static std::unique_ptr<QLocalSocket> otherEndOf(QLocalSocket &socket)
    {
        QTemporaryDir dir;
        QLocalServer server;
        if (!server.listen(dir.filePath(u"s"_qs)))
            qFatal("cannot listen");
        socket.connectToServer(server.fullServerName());
        if (!server.waitForNewConnection(5000))
            qFatal("nobody came");
        std::unique_ptr<QLocalSocket> other(server.nextPendingConnection());
        other->setParent(nullptr);
        return other;
    }

    void makeLocalPair()
    {
        auto *socket = new QLocalSocket;
        std::unique_ptr<QLocalSocket> other = otherEndOf(*socket);
        m_a = std::make_unique<LocalChannel>(socket);
        m_b = std::make_unique<LocalChannel>(other.release());
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

    void keepsWhatIsNotRead_data() { kinds(); }
    void keepsWhatIsNotRead()
    {
        makePair();
        connect(m_b.get(), &Channel::frameReceived, this, [this](const Frame &frame) {
            if (frame.payload == "stop")
                m_b->setReading(false);
        });
        for (const char *word : {"one", "stop", "two", "three"})
            m_a->send({FrameType::SendText, 0, {}, {}, word});
        QTRY_COMPARE(m_received, (QList<QByteArray>{"one", "stop"}));
        m_a->send({FrameType::SendText, 0, {}, {}, "four"});
        m_a->flush();
        QCoreApplication::processEvents();
        QCOMPARE(m_received.size(), 2);
        m_b->setReading(true);
        QTRY_COMPARE(m_received, (QList<QByteArray>{"one", "stop", "two", "three", "four"}));
    }

    void leavesWhatIsNotReadToTheSender()
    {
        makeLocalPair();
        m_received.clear();
        connect(m_b.get(), &Channel::frameReceived, this,
                [this](const Frame &frame) { m_received.append(frame.payload.first(1).toByteArray()); });
        QSignalSpy drained(m_a.get(), &Channel::drained);
        m_b->setReading(false);
        const QByteArray payload(Channel::kHighWaterBytes, 'x');
        for (int i = 0; i < 4; ++i)
            m_a->send({FrameType::SendText, 0, {}, {}, payload});
        // What the system holds for a socket, and the little that the reader's Qt takes, is not 3 MiB.
        QTest::qWait(50);
        QVERIFY(m_a->queuedBytes() > Channel::kHighWaterBytes);
        QCOMPARE(drained.size(), 0);
        m_b->setReading(true);
        QTRY_COMPARE(m_received.size(), 4);
        QCOMPARE(drained.size(), 1);
    }

    void hearsLastWordsThatWereNotRead_data() { kinds(); }
    void hearsLastWordsThatWereNotRead()
    {
        makePair();
        QSignalSpy closed(m_b.get(), &Channel::closed);
        m_b->setReading(false);
        m_a->send({FrameType::SendText, 0, {}, {}, "last words"});
        m_a->close(u"done"_qs);
        QTest::qWait(20); // it may hear of the end now or when it reads again
        m_b->setReading(true);
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(m_received, QList<QByteArray>{"last words"});
    }

    /// Who writes to somebody who has gone learns of it, and must not lose what that one said at the end.
    void hearsLastWordsAfterAWriteThatCameTooLate_data() { kinds(); }
    void hearsLastWordsAfterAWriteThatCameTooLate()
    {
        makePair();
        QSignalSpy closed(m_b.get(), &Channel::closed);
        m_a->send({FrameType::SendText, 0, {}, {}, "last words"});
        m_a->flush();
        m_a.reset();
        m_b->send({FrameType::SendText, 0, {}, {}, "too late"});
        m_b->flush(); // before the event loop has looked what came
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(m_received, QList<QByteArray>{"last words"});
    }

    void handsNothingOutWhileItSends()
    {
        makeLocalPair();
        m_received.clear();
        bool sending = false;
        connect(m_b.get(), &Channel::frameReceived, this, [&](const Frame &frame) {
            QVERIFY(!sending);
            m_received.append(frame.payload.toByteArray());
            m_b->setReading(false);
        });
        QSignalSpy closed(m_b.get(), &Channel::closed);
        for (const char *words : {"one", "two", "three"})
            m_a->send({FrameType::SendText, 0, {}, {}, words});
        QTRY_COMPARE(m_received.size(), 1); // the others lie here, unread
        m_a->close(u"killed"_qs);
        const QByteArray large(100'000, 'x');
        sending = true;
        for (int i = 0; i < 3; ++i) // before anybody has told us of the end
            m_b->send({FrameType::SendText, 0, {}, {}, large});
        QCOMPARE(closed.size(), 0);
        sending = false;
        QTRY_COMPARE(closed.size(), 1);
    }

    void dropsGarbage()
    {
        QLocalSocket raw;
        LocalChannel channel(otherEndOf(raw).release());
        QSignalSpy closed(&channel, &Channel::closed);
        raw.write(QByteArray("\xff\xff\xff\xff and more", 13));
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(closed[0][0].toString().contains(u"garbage"_qs));
        QTRY_COMPARE(raw.state(), QLocalSocket::UnconnectedState);
    }

    /// A frame must end in time, but not in time that passed while nobody here could have read it.
    void waitsForTheRestOfAFrame()
    {
        constexpr int kDeadlineMs = 500;
        QLocalSocket raw;
        LocalChannel channel(otherEndOf(raw).release(), nullptr, kDeadlineMs);
        QSignalSpy closed(&channel, &Channel::closed);
        QSignalSpy received(&channel, &Channel::frameReceived);
        QByteArray bytes;
        encodeFrame({FrameType::SendText, 0, {}, {}, "one"}, bytes);
        const qsizetype half = bytes.size() - 1;
        encodeFrame({FrameType::SendText, 0, {}, {}, "two"}, bytes);
        raw.write(bytes.first(half));
        QTest::qWait(20); // it is here, and its time runs
        QElapsedTimer stall;
        stall.start();
        while (stall.elapsed() < kDeadlineMs + 50) { } // the machine stands still
        QCoreApplication::processEvents();
        QCOMPARE(closed.size(), 0);
        raw.write(bytes.sliced(half, bytes.size() - 1 - half));
        QTRY_COMPARE(received.size(), 1);
        QTRY_COMPARE(closed.size(), 1); // the second never ends
        QVERIFY(channel.peerBroke());
    }

#ifdef Q_OS_LINUX
    /// Qt says nothing of what is written while it says that something was, and whoever waits would wait on.
    void drainsWhileItSaysSo()
    {
        auto *socket = new QLocalSocket;
        const std::unique_ptr<QLocalSocket> otherEnd = otherEndOf(*socket);
        const int other = int(otherEnd->socketDescriptor());
        QByteArray scrap(1024 * 1024, 0);
        const QByteArray large(Channel::kHighWaterBytes + 500'000, 'x');
        LocalChannel channel(socket);
        int drained = 0;
        connect(&channel, &Channel::drained, this, [&] {
            if (++drained > 1)
                return;
            channel.send({FrameType::SendText, 0, {}, {}, large});
            while (channel.queuedBytes() > 0) {
                while (::recv(other, scrap.data(), std::size_t(scrap.size()), MSG_DONTWAIT) > 0) { }
                channel.send({FrameType::SendText, 0, {}, {}, "and more"});
                channel.flush();
            }
        });
        channel.send({FrameType::SendText, 0, {}, {}, large});
        QTRY_COMPARE(drained, 2);
    }

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
