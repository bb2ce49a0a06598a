// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/settings.h"
#include "support/fake_server.h"
#include "support/web_socket_bytes.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;
using Link::FrameType;

/// The real lanroom-gateway, told what to do as the server does, met by real clients.
class TestGatewayProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesToBeStartedByHand();
    void isReadyWhenItKnowsTheServices();
    void servesTheBuiltInPage();
    void takesItsSettings();
    void reportsClients();
    void runsCommands();
    void stopsInOrder();
    void endsWithItsServer();
    void replacesAKilledOneUnnoticed();

private:
    static Link::ServiceList services(const QString &state = u"starting"_s)
    {
        Link::ServiceEntry chat;
        chat.name = u"chat"_s;
        chat.path = u"/chat"_s;
        chat.state = state;
        return {{chat}};
    }
    static void serve(FakeServer &server, const QCborMap &settings = {})
    {
        server.startGateway(settings);
        QVERIFY(RawClient::wait([&] { return server.count(FrameType::Hello) == 1; }));
        server.tell(services());
        QVERIFY(RawClient::wait([&] { return server.count(FrameType::Ready) == 1; }));
    }
};

void TestGatewayProcess::refusesToBeStartedByHand()
{
    QProcess process;
    process.start(QCoreApplication::applicationDirPath() + u"/lanroom-gateway"_s, QStringList());
    QVERIFY(process.waitForFinished(RawClient::kPatienceMs));
    QCOMPARE(process.exitCode(), Worker::kStartedByHand);
    QVERIFY(process.readAllStandardError().contains("lanroom-server"));
}

void TestGatewayProcess::isReadyWhenItKnowsTheServices()
{
    FakeServer server;
    server.startGateway();
    RawClient early(server.port()); // the kernel keeps it
    early.send("GET /chat HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(RawClient::wait([&] { return server.count(FrameType::Heartbeat) == 1; }));
    QCOMPARE(server.count(FrameType::Ready), 0);
    QCOMPARE(server.last<Link::Hello>().token, "one-time"_ba);
    server.tell(services());
    QCOMPARE(early.answer().status, 426);
    QVERIFY(RawClient::wait([&] { return server.count(FrameType::Ready) == 1; }));
}

void TestGatewayProcess::servesTheBuiltInPage()
{
    FakeServer server;
    serve(server);
    Link::Health health;
    health.ok = true;
    server.tell(health);
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const RawClient::Answer page = client.answer();
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("<title>Lanroom</title>"));
    QVERIFY(RawClient::wait([&] {
        client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return client.answer().status == 200;
    }));
    QVERIFY(RawClient::wait([&] {
        return server.count(FrameType::GatewayStats) > 0 &&
               server.last<Link::GatewayStats>().requests >= 2;
    }));
}

void TestGatewayProcess::takesItsSettings()
{
    Settings settings;
    QVERIFY(settings.set(u"http.allowed_hosts", u"chat.example"_s).ok());
    QVERIFY(settings.set(u"gateway.head_bytes", u"1024"_s).ok());
    FakeServer server;
    serve(server, settings.forReader(u"gateway"));
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: Chat.Example:80\r\n\r\n");
    QCOMPARE(client.answer().status, 200);
    client.send("GET / HTTP/1.1\r\nHost: other.example\r\n\r\n");
    QCOMPARE(client.answer().status, 421);
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + QByteArray(1024, 'x') + "\r\n\r\n");
    QCOMPARE(client.answer().status, 431);
}

void TestGatewayProcess::reportsClients()
{
    FakeServer server;
    serve(server);
    RawClient client(server.port());
    client.send(upgradeTo("/chat", "localhost"));
    QCOMPARE(client.answer(true).status, 101);
    QVERIFY(RawClient::wait([&] { return server.count(FrameType::ClientOpened) == 1; }));
    ClientId id;
    const auto opened = server.last<Link::ClientOpened>(&id);
    QCOMPARE(id, ClientId::make(3, 9, 1));
    QCOMPARE(opened.service, u"chat"_s);
    QCOMPARE(opened.address, u"127.0.0.1"_s);
    QVERIFY(RawClient::wait([&] {
        return server.count(FrameType::GatewayStats) > 0 &&
               server.last<Link::GatewayStats>().clients == 1;
    }));
    client.socket().abort();
    QVERIFY(RawClient::wait([&] { return server.count(FrameType::ClientClosed) == 1; }));
    QVERIFY(RawClient::wait([&] { return server.last<Link::GatewayStats>().clients == 0; }));
}

void TestGatewayProcess::runsCommands()
{
    FakeServer server;
    serve(server);
    RawClient client(server.port());
    client.send(upgradeTo("/chat", "localhost"));
    QCOMPARE(client.answer(true).status, 101);
    server.tell(Link::Command{1, u"dance"_s, {}});
    server.tell(Link::Command{2, u"kick"_s, {}}, ClientId::make(3, 9, 99));
    server.tell(Link::Command{3, u"kick"_s, {}}, ClientId::make(3, 9, 1));
    QCOMPARE(closeCodeIn(client.take(10)), 4403);
    QVERIFY(RawClient::wait([&] { return server.count(FrameType::CommandResult) == 3; }));
    QList<Link::CommandResult> results;
    for (const FakeServer::Said &said : std::as_const(server.said)) {
        if (said.type == FrameType::CommandResult)
            results.append(
                *Link::decodeMessage<Link::CommandResult>({said.type, 0, {}, {}, said.payload}));
    }
    QCOMPARE(results[0].re, 1);
    QCOMPARE(results[0].error, u"not_found"_s);
    QCOMPARE(results[1].error, u"not_found"_s);
    QCOMPARE(results[2].re, 3);
    QCOMPARE(results[2].error, QString());
}

void TestGatewayProcess::stopsInOrder()
{
    FakeServer server;
    serve(server);
    RawClient polite(server.port());
    RawClient deaf(server.port()); // never answers the close frame
    for (RawClient *client : {&polite, &deaf}) {
        client->send(upgradeTo("/chat", "localhost"));
        QCOMPARE(client->answer(true).status, 101);
    }
    server.tellStop();
    QCOMPARE(closeCodeIn(polite.take(4)), 4001);
    QCOMPARE(closeCodeIn(deaf.take(4)), 4001);
    polite.send(closeFrame(4001));
    QVERIFY(RawClient::wait([&] { return server.process.state() == QProcess::NotRunning; }));
    QCOMPARE(server.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(server.process.exitCode(), 0);
    QVERIFY(server.count(FrameType::ClientClosed) >= 1);
}

void TestGatewayProcess::endsWithItsServer()
{
    FakeServer server;
    serve(server);
    server.link->close(u"gone"_s);
    QVERIFY(RawClient::wait([&] { return server.process.state() == QProcess::NotRunning; }));
    QCOMPARE(server.process.exitCode(), Worker::kLinkLost);
}

void TestGatewayProcess::replacesAKilledOneUnnoticed()
{
    FakeServer server;
    serve(server);
    server.process.kill();
    QVERIFY(server.process.waitForFinished());
    RawClient client(server.port()); // nobody accepts, nobody refuses
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    server.said.clear();
    serve(server);
    QCOMPARE(client.answer().status, 200);
}

QTEST_GUILESS_MAIN(TestGatewayProcess)
#include "tst_gateway_process.moc"
