// SPDX-License-Identifier: LGPL-3.0-or-later
#include "abused_server.h"
#include "support/swarm.h"

#include <QtTest/qtest.h>

#include <algorithm>
#include <chrono>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

bool isLong()
{
    return qEnvironmentVariableIsSet("LANROOM_ABUSE_LONG");
}

qint64 nowUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

/// A message that says when it was sent.
QByteArray stamped(qsizetype size)
{
    const qint64 now = nowUs();
    QByteArray payload(size, 'x');
    std::memcpy(payload.data(), &now, sizeof now);
    return frame(kBinary, payload);
}

/// How long messages take, in milliseconds.
class Times
{
public:
    void arrived(QByteArrayView payload)
    {
        qint64 sent = 0;
        std::memcpy(&sent, payload.data(), sizeof sent);
        m_us.push_back(nowUs() - sent);
    }
    std::size_t count() const { return m_us.size(); }
    double percentile(int percent)
    {
        std::sort(m_us.begin(), m_us.end());
        return m_us.empty() ? 0 : double(m_us[(m_us.size() - 1) * std::size_t(percent) / 100]) / 1000;
    }

private:
    std::vector<qint64> m_us;
};

} // namespace

/// Many clients, some of them hostile; what the others notice of it, and what it costs.
class TestAbuseLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neighboursOfAFlood_data();
    void neighboursOfAFlood();
    void halfTheRoomStopsReading();
    void everybodyStopsReadingHisOwn();
};

void TestAbuseLoad::neighboursOfAFlood_data()
{
    QTest::addColumn<QString>("local");
    QTest::newRow("with rates") << u"limits.local=yes"_s;
    QTest::newRow("without rates") << u"limits.local=no"_s;
}

void TestAbuseLoad::neighboursOfAFlood()
{
    QFETCH(QString, local);
    AbusedServer server({local});
    QVERIFY(server.start());
    Swarm swarm(server.port());
    constexpr std::size_t kFlooder = 0;
    constexpr std::size_t kNeighbours = 10;
    for (std::size_t i = 0; i <= kNeighbours; ++i)
        QVERIFY(swarm.join("/echo"));

    const QByteArray flood = frame(kBinary, QByteArray(1000, 'f')).repeated(60);
    qint64 flooded = 0;
    Times times;
    const auto onMessage = [&](std::size_t member, QByteArrayView payload) {
        if (member == kFlooder)
            ++flooded;
        else
            times.arrived(payload);
    };
    QElapsedTimer run;
    run.start();
    for (qint64 round = 0; run.elapsed() < (isLong() ? 30'000 : 1500); ++round) {
        for (std::size_t i = 1; i <= kNeighbours; ++i)
            swarm.send(i, stamped(100));
        swarm.run(20, onMessage, [&] { // floods all the time meanwhile
            if (swarm.send(kFlooder))
                swarm.send(kFlooder, flood);
            return false;
        });
    }
    swarm.run(1000, onMessage);
    const double p99 = times.percentile(99);
    qInfo("neighbours of a flood of %lld messages: p50 %.1f ms, p99 %.1f ms", flooded,
          times.percentile(50), p99);
    QVERIFY(times.count() > 100);
    QVERIFY(p99 < 1000); // 100 ms where the machine isn't busy otherwise
    if (local == u"limits.local=yes") { // it waited, and lost nothing by it
        QVERIFY(!swarm.member(kFlooder).gone);
        QVERIFY(server.countsSome("throttled"));
    }
    QVERIFY(server.growth() < 16 * AbusedServer::kMiB);
}

void TestAbuseLoad::halfTheRoomStopsReading()
{
    const std::size_t members = isLong() ? 1000 : 120;
    AbusedServer server({}, 2);
    QVERIFY(server.start());
    Swarm swarm(server.port());
    for (std::size_t i = 0; i < members; ++i)
        QVERIFY(swarm.join("/relay/room", i % 2 == 0)); // the first one sends, and reads
    const std::size_t readers = members / 2;
    constexpr std::size_t kAhead = 20; // messages under way

    Times times;
    qint64 most = 0;
    std::size_t sent = 0;
    const std::size_t messages = isLong() ? 1000 : 220;
    const auto onMessage = [&](std::size_t, QByteArrayView payload) { times.arrived(payload); };
    for (; sent < messages; ++sent) {
        swarm.send(0, stamped(8000));
        swarm.run(isLong() ? 20 : 8, onMessage);
        // A busy machine may slow us down; those who read must not look as if they didn't.
        swarm.run(20'000, onMessage, [&] {
            swarm.send(0);
            return times.count() + kAhead * readers >= (sent + 1) * readers;
        });
        if (sent % 20 == 0)
            most = qMax(most, server.growth());
    }
    swarm.run(20'000, onMessage, [&] {
        swarm.send(0);
        return times.count() == sent * readers;
    });
    most = qMax(most, server.growth());
    QCOMPARE(times.count(), sent * readers); // everything, to everybody who reads
    const double p99 = times.percentile(99);
    qInfo("%zu of %zu stopped reading: p99 of the others %.1f ms, both gateways grew by %.1f MiB",
          readers, members, p99, double(most) / AbusedServer::kMiB);
    QVERIFY(p99 < 2000); // 100 ms where the machine isn't busy otherwise
    QVERIFY(most < 64 * AbusedServer::kMiB);
    QVERIFY(QTest::qWaitFor([&] { return server.clients() == qint64(readers); }, 20'000));
    QCOMPARE(server.count("outbox") + server.count("outbox_total"), qint64(members - readers));
}

/// Nothing is shared here: each waits for answers of his own.
void TestAbuseLoad::everybodyStopsReadingHisOwn()
{
    constexpr std::size_t kClients = 150; // the room for messages to a service would hold them all, too
    AbusedServer server({});
    QVERIFY(server.start());
    Swarm swarm(server.port());
    for (std::size_t i = 0; i < kClients; ++i)
        QVERIFY(swarm.join("/echo", false));
    const QByteArray message = frame(kBinary, QByteArray(8000, 'x')).repeated(4);
    qint64 most = 0;
    QElapsedTimer run;
    run.start();
    while (swarm.gone() < kClients && run.elapsed() < 60'000) {
        for (std::size_t i = 0; i < kClients; ++i) {
            if (swarm.send(i))
                swarm.send(i, message);
        }
        swarm.run(2, {});
        most = qMax(most, server.growth());
    }
    qInfo("%zu clients left all their answers: the gateway grew by %.1f MiB", kClients,
          double(most) / AbusedServer::kMiB);
    QVERIFY(most < 64 * AbusedServer::kMiB);
    QCOMPARE(swarm.gone(), kClients);
    QVERIFY(server.countsSome("outbox_total"));
    QVERIFY(QTest::qWaitFor([&] { return server.clients() == 0; }, 20'000));
}

QTEST_GUILESS_MAIN(TestAbuseLoad)
#include "tst_abuse_load.moc"
