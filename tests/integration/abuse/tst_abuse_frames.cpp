// SPDX-License-Identifier: LGPL-3.0-or-later
#include "abused_server.h"
#include "support/raw_client.h"
#include "support/web_socket_bytes.h"

#include <QtTest/qtest.h>

#include <optional>

#include <sys/socket.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

/// A WebSocket client that is as rude as the test wants it.
class RudeClient : public RawClient
{
public:
    explicit RudeClient(const AbusedServer &server, const QByteArray &path = "/echo")
        : RawClient(server.port())
    {
        send(upgradeTo(path, "127.0.0.1"));
        upgraded = answer(true).status == 101;
    }
    bool upgraded = false;
};

/// Pings as fast as TCP takes it and reads nothing. False when it may go on so.
bool pingUntilGone(RawClient &client, qsizetype pingsAtOnce)
{
    client.stopReading();
    const QByteArray pings = frame(kPing, QByteArray(125, 'x')).repeated(pingsAtOnce);
    return RawClient::wait([&] {
        if (client.isOpen() && client.socket().bytesToWrite() == 0)
            client.send(pings);
        return !client.isOpen();
    });
}

} // namespace

/// What one WebSocket client can do with frames, with the rates on. One server for all; each test
/// reaches another bound.
class TestAbuseFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void announcesTooMuch();
    void neverEndsAMessage();
    void tinyPieces_data();
    void tinyPieces();
    void pingsAndNeverReads();
    void pingsWithoutRates();
    void tooManyMessagesWait();
    void whoWaitsAndLeavesIsHeardToTheEnd();
    void keepsSilent();

private:
    std::optional<AbusedServer> m_server;
};

void TestAbuseFrames::initTestCase()
{
    m_server.emplace(QStringList{u"limits.local=yes"_s, u"gateway.message_ms=600"_s,
                                 u"gateway.messages_per_second=100"_s});
    QVERIFY(m_server->start());
}

void TestAbuseFrames::announcesTooMuch()
{
    for (const QByteArray &head :
         {"81ff0000000000010001"_ba, "82ff000000007fffffff"_ba, "82ff7fffffffffffffff"_ba}) {
        RudeClient client(*m_server);
        QVERIFY(client.upgraded);
        client.send(QByteArray::fromHex(head + "01020304"));
        QCOMPARE(closeCodeIn(client.take(4)), 1009);
    }
    QVERIFY(m_server->counts("message_size", 3));
    QVERIFY(m_server->growth() < 8 * AbusedServer::kMiB);
}

void TestAbuseFrames::neverEndsAMessage()
{
    RudeClient client(*m_server);
    QVERIFY(client.upgraded);
    const QByteArray piece = frame(0, QByteArray(20, 'x'), false);
    client.send(frame(kText, "once upon a time", false));
    QTimer dribble; // on and on
    dribble.callOnTimeout([&] { client.send(piece); });
    dribble.start(30);
    QCOMPARE(closeCodeIn(client.take(4)), 4008);
    dribble.stop();
    RudeClient stuck(*m_server); // within a frame
    QVERIFY(stuck.upgraded);
    stuck.send(frame(kText, QByteArray(1000, 'x')).first(500));
    QCOMPARE(closeCodeIn(stuck.take(4)), 4008);
    QVERIFY(m_server->counts("message_time", 2));
}

void TestAbuseFrames::tinyPieces_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("of nothing") << QByteArray();
    QTest::newRow("of one byte") << QByteArray("x");
}

void TestAbuseFrames::tinyPieces()
{
    QFETCH(QByteArray, piece);
    const qint64 before = m_server->count("tiny_frames");
    RudeClient client(*m_server);
    QVERIFY(client.upgraded);
    client.send(frame(kText, piece, false) + frame(0, piece, false).repeated(5000));
    QCOMPARE(closeCodeIn(client.take(4)), 4009);
    QVERIFY(client.waitClosed());
    QVERIFY(m_server->counts("tiny_frames", before + 1));
    QVERIFY(m_server->growth() < 8 * AbusedServer::kMiB);
}

void TestAbuseFrames::pingsAndNeverReads()
{
    RudeClient client(*m_server);
    QVERIFY(client.upgraded);
    QElapsedTimer time;
    time.start();
    QVERIFY(pingUntilGone(client, 100));
    qInfo("who pings and never reads is gone after %lld ms", time.elapsed());
    QVERIFY(time.elapsed() < 5000); // 1 s where the machine isn't busy otherwise
    QVERIFY(m_server->counts("pings", 1));
    QVERIFY(m_server->growth() < 8 * AbusedServer::kMiB);
}

/// Memory is bounded where rates aren't, too.
void TestAbuseFrames::pingsWithoutRates()
{
    AbusedServer server({});
    QVERIFY(server.start());
    RudeClient client(server);
    QVERIFY(client.upgraded);
    QElapsedTimer time;
    time.start();
    QVERIFY(pingUntilGone(client, 2000));
    qInfo("without rates it is gone after %lld ms", time.elapsed());
    QVERIFY(server.counts("outbox", 1));
    QVERIFY(server.growth() < 16 * AbusedServer::kMiB);
}

void TestAbuseFrames::tooManyMessagesWait()
{
    RudeClient client(*m_server);
    QVERIFY(client.upgraded);
    constexpr int kMessages = 350; // 200 at once, 100 a second
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < kMessages; ++i)
        client.send(frame(kBinary, QByteArray::number(i).rightJustified(10)));
    for (int i = 0; i < kMessages; ++i)
        QCOMPARE(client.take(12).mid(2).toInt(), i); // none is lost
    QVERIFY(time.elapsed() >= 1300);
    QVERIFY(client.isOpen());
    QVERIFY(m_server->countsSome("throttled"));
    QVERIFY(m_server->growth() < 8 * AbusedServer::kMiB);
}

/// What a client said in one go before it closed its side counts, however long it has to wait. Its close
/// is answered, too.
void TestAbuseFrames::whoWaitsAndLeavesIsHeardToTheEnd()
{
    RudeClient listener(*m_server, "/relay/hall");
    RudeClient client(*m_server, "/relay/hall");
    QVERIFY(listener.upgraded && client.upgraded);
    constexpr int kMessages = 300; // 200 at once
    QByteArray all;
    for (int i = 0; i < kMessages; ++i)
        all += frame(kBinary, QByteArray::number(i).rightJustified(10));
    client.send(all + closeFrame(1000));
    QVERIFY(RawClient::wait([&] { return client.socket().bytesToWrite() == 0; }));
    QCOMPARE(::shutdown(int(client.socket().socketDescriptor()), SHUT_WR), 0);
    for (int i = 0; i < kMessages; ++i)
        QCOMPARE(listener.take(12).mid(2).toInt(), i);
    QVERIFY(client.waitClosed());
    QVERIFY(client.received().endsWith(plainClose(1000)));
}

/// A half-open peer looks like this: its TCP may or may not answer, it doesn't.
void TestAbuseFrames::keepsSilent()
{
    AbusedServer server({u"gateway.ping_ms=300"_s, u"gateway.pong_ms=2000"_s});
    QVERIFY(server.start());
    RudeClient alive(server);
    RudeClient silent(server);
    QVERIFY(alive.upgraded && silent.upgraded);
    QElapsedTimer time;
    time.start();
    int pings = 0;
    const QByteArray pong = frame(0xa, {});
    QVERIFY(RawClient::wait([&] {
        for (; alive.received().size() >= 2 * (pings + 1); ++pings)
            alive.send(pong);
        return !silent.isOpen() && pings >= 4;
    }));
    QCOMPARE(QByteArray(silent.received()).replace(plain(kPing, {}), ""), QByteArray()); // nothing else
    QVERIFY(alive.isOpen());
    QVERIFY(server.counts("silence", 1));
    QCOMPARE(server.clients(), 1);
}

QTEST_GUILESS_MAIN(TestAbuseFrames)
#include "tst_abuse_frames.moc"
