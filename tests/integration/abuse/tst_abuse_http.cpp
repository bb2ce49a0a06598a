// SPDX-License-Identifier: LGPL-3.0-or-later
#include "abused_server.h"
#include "support/fake_server.h"
#include "support/raw_client.h"
#include "support/web_socket_bytes.h"

#include <QtTest/qtest.h>

#include <vector>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

/// Too many connections, too fast, too slow, and more than there are descriptors.
class TestAbuseHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAddressTakesManyPlaces();
    void oneAddressComesTooOften();
    void headsThatNeverEnd();
    void noDescriptorIsLeft();
};

void TestAbuseHttp::oneAddressTakesManyPlaces()
{
    AbusedServer server({u"limits.local=yes"_s, u"gateway.address_connections=5"_s});
    QVERIFY(server.start());
    const QString greedy = u"127.0.0.9"_s;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 5; ++i) {
        clients.push_back(std::make_unique<RawClient>(server.port(), greedy));
        clients.back()->send(upgradeTo("/echo", "127.0.0.1"));
        QCOMPARE(clients.back()->answer(true).status, 101);
    }
    RawClient sixth(server.port(), greedy);
    const RawClient::Answer full = sixth.answer();
    QCOMPARE(full.status, 503);
    QCOMPARE(full.field("Retry-After"), "5"_ba);
    QVERIFY(sixth.waitClosed());
    RawClient other(server.port(), u"127.0.0.8"_s);
    other.send(upgradeTo("/echo", "127.0.0.1"));
    QCOMPARE(other.answer(true).status, 101);
    QVERIFY(server.counts("address_connections", 1));
    clients.pop_back(); // and its place is free again
    QVERIFY(RawClient::wait([&] {
        RawClient next(server.port(), greedy);
        next.send(upgradeTo("/echo", "127.0.0.1"));
        return next.answer(true).status == 101;
    }));
}

void TestAbuseHttp::oneAddressComesTooOften()
{
    AbusedServer server({u"limits.local=yes"_s, u"gateway.address_per_minute=30"_s});
    QVERIFY(server.start());
    int refused = 0;
    for (int i = 0; i < 300; ++i) {
        RawClient client(server.port(), u"127.0.0.9"_s);
        client.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        const int status = client.answer().status;
        QVERIFY2(status == 200 || status == 429, qPrintable(QString::number(status)));
        refused += status == 429;
    }
    QVERIFY(refused >= 200); // a slow machine lets some more in while this goes on
    RawClient other(server.port(), u"127.0.0.8"_s);
    other.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    QCOMPARE(other.answer().status, 200);
    QVERIFY(server.counts("address_rate", refused));
    QVERIFY(server.growth() < 8 * AbusedServer::kMiB);
}

void TestAbuseHttp::headsThatNeverEnd()
{
    AbusedServer server({u"gateway.head_ms=600"_s});
    QVERIFY(server.start());
    constexpr int kClients = 30;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < kClients; ++i)
        clients.push_back(std::make_unique<RawClient>(server.port()));
    const auto answered = [&] {
        return std::all_of(clients.begin(), clients.end(),
                           [](const auto &c) { return c->received().contains("\r\n\r\n"); });
    };
    QTimer dribble; // a byte now and then buys no time
    dribble.callOnTimeout([&clients] {
        for (const auto &client : clients)
            client->send("G");
    });
    dribble.start(30);
    QVERIFY(RawClient::wait(answered));
    for (const auto &client : clients)
        QCOMPARE(client->answer().status, 408);
    QVERIFY(server.counts("head_time", kClients));
    QVERIFY(server.growth() < 8 * AbusedServer::kMiB);
}

void TestAbuseHttp::noDescriptorIsLeft()
{
    FakeServer server;
    server.maxDescriptors = 24; // of which it needs a dozen for itself
    server.startGateway();
    QVERIFY(RawClient::wait([&] { return server.count(Link::FrameType::Hello) == 1; }));
    server.tell(Link::ServiceList{});
    QVERIFY(RawClient::wait([&] { return server.count(Link::FrameType::Ready) == 1; }));
    const qint64 pid = server.process.processId();
    const qint64 before = residentBytes(pid);

    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 40; ++i) // those the gateway can't accept wait with the kernel
        clients.push_back(std::make_unique<RawClient>(server.port()));
    const auto failures = [&server] {
        return server.count(Link::FrameType::GatewayStats) == 0
                   ? 0
                   : server.last<Link::GatewayStats>().bounds[Link::Bound::Descriptors];
    };
    QVERIFY(RawClient::wait([&] { return failures() > 0; }));
    const qint64 cpu = cpuMs(pid);
    QElapsedTimer time;
    time.start();
    const qint64 tried = failures();
    QVERIFY(RawClient::wait([&] { return failures() >= tried + 4; })); // it goes on trying
    const qint64 share = (cpuMs(pid) - cpu) * 100 / time.elapsed();
    qInfo("%lld %% of a processor while there is no descriptor", share);
    QVERIFY(share < 20);
    QVERIFY(residentBytes(pid) - before < 8 * AbusedServer::kMiB);

    clients.clear();
    time.restart();
    RawClient next(server.port());
    next.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(next.answer().status, 200);
    qInfo("accepting again after %lld ms", time.elapsed());
    QVERIFY(time.elapsed() < 5000); // 1 s where the machine isn't busy otherwise
}

QTEST_GUILESS_MAIN(TestAbuseHttp)
#include "tst_abuse_http.moc"
