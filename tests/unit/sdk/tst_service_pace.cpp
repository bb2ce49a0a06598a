// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that says more than a gateway reads, over real sockets: it waits, and nothing is lost.
#include "link/local_channel.h"
#include "link/memory_channel.h"
#include "sdk/service_host.h"

#include <lanroom/database.h>

#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;
constexpr int kLongEnoughMs = 300; // to say it all, for who does not wait

/// How many answers of that size a link cannot hold.
constexpr int tooMany(qsizetype bytes)
{
    return int(2 * Link::Channel::kDefaultMaxQueuedBytes / bytes);
}

class Greeting : public Service
{
public:
    void connected(Client &client) override { client.send("welcome"); }
};

/// Answers each message.
class Wordy : public Greeting
{
public:
    static constexpr qsizetype kBytes = 4'000;
    void message(Client &client, const Message &) override { client.send(QByteArray(kBytes, 'x')); }
};

/// Tells everyone of each message.
class Loud : public Greeting
{
public:
    static constexpr qsizetype kBytes = 4'000;
    void message(Client &, const Message &) override { broadcast(QByteArray(kBytes, 'x')); }
};

/// Answers each message with what its database has, some time later.
class Learned : public Greeting
{
public:
    static constexpr qsizetype kBytes = 200'000;
    void start() override
    {
        m_database = std::make_unique<Database>(u"sqlite:book.db"_s, DatabaseOptions{.folder = m_folder.path()});
        ready();
    }
    void message(Client &client, const Message &) override
    {
        m_database
            ->read([](Connection &db) -> Result<QByteArray> {
                const Result<Rows> rows = db.query("SELECT zeroblob(?)", qint64(kBytes));
                return rows ? Result<QByteArray>(rows->first().bytes(0)) : Result<QByteArray>(rows.error());
            })
            .then([this, id = client.id()](const Result<QByteArray> &page) {
                if (Client *asker = this->client(id); asker && page)
                    asker->send(Message{*page, true});
            });
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
};

} // namespace

class TestServicePace : public QObject
{
    Q_OBJECT

    /// A gateway with one client, and what that was sent.
    struct Gateway
    {
        std::unique_ptr<Link::LocalChannel> link;
        ClientId client;
        bool isWelcome = false;
        int heard = 0;
        bool isClosed = false;

        void say(int times)
        {
            for (int i = 0; i < times; ++i)
                link->send({Link::FrameType::MessageText, 0, client, {}, "and?"});
        }
    };

    QTemporaryDir m_folder;
    std::unique_ptr<Link::MemoryChannel> m_control;
    std::unique_ptr<Link::MemoryChannel> m_hostControl;
    std::unique_ptr<ServiceHost> m_host;
    Gateway m_gateways[2];

    void start(std::unique_ptr<Service> service)
    {
        std::tie(m_control, m_hostControl) = Link::MemoryChannel::pair();
        m_host = std::make_unique<ServiceHost>(std::move(service), Link::HelloOk(), *m_hostControl);
        m_host->start();
        for (int i = 0; i < 2; ++i)
            attach(m_gateways[i], i + 1);
    }

    void attach(Gateway &gateway, int slot)
    {
        QLocalServer server;
        QVERIFY(server.listen(m_folder.filePath(QString::number(slot))));
        auto *socket = new QLocalSocket;
        socket->connectToServer(server.fullServerName());
        QTRY_VERIFY(server.hasPendingConnections());
        gateway = {std::make_unique<Link::LocalChannel>(socket), ClientId::make(quint8(slot), 1, 1)};
        QLocalSocket *other = server.nextPendingConnection();
        other->setParent(nullptr);
        m_host->addGateway(new Link::LocalChannel(other), slot, 1);
        connect(gateway.link.get(), &Link::Channel::frameReceived, this, [&gateway](const Link::Frame &frame) {
            gateway.isWelcome = gateway.isWelcome || frame.payload == "welcome";
            gateway.heard += frame.payload.size() >= Wordy::kBytes;
        });
        connect(gateway.link.get(), &Link::Channel::closed, this, [&gateway] { gateway.isClosed = true; });
        Link::ClientAttach attach;
        attach.path = u"/"_s;
        Link::sendMessage(*gateway.link, attach, gateway.client);
        QTRY_VERIFY(gateway.isWelcome);
    }

private Q_SLOTS:
    void cleanup()
    {
        for (Gateway &gateway : m_gateways)
            gateway.link.reset();
        m_host.reset();
    }

    void waitsForItsAsker_data()
    {
        QTest::addColumn<bool>("later");
        QTest::newRow("who is answered at once") << false;
        QTest::newRow("who is answered by the database") << true;
    }
    void waitsForItsAsker()
    {
        QFETCH(bool, later);
        if (later)
            start(std::make_unique<Learned>());
        else
            start(std::make_unique<Wordy>());
        const int count = tooMany(later ? Learned::kBytes : Wordy::kBytes);
        Gateway &asker = m_gateways[0];
        asker.link->setReading(false);
        asker.say(count);
        QTest::qWait(kLongEnoughMs);
        QVERIFY(!asker.isClosed);
        QCOMPARE(asker.heard, 0);
        asker.link->setReading(true);
        QTRY_COMPARE_WITH_TIMEOUT(asker.heard, count, kPatienceMs);
        QVERIFY(!asker.isClosed);
    }

    void makesOthersWaitRatherThanLoseAGateway()
    {
        start(std::make_unique<Loud>());
        const int count = tooMany(Loud::kBytes);
        auto &[asker, slow] = m_gateways;
        slow.link->setReading(false);
        asker.say(count);
        QTest::qWait(kLongEnoughMs);
        QVERIFY(!slow.isClosed);
        QVERIFY(asker.heard < count);
        slow.link->setReading(true);
        QTRY_COMPARE_WITH_TIMEOUT(asker.heard, count, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(slow.heard, count, kPatienceMs);
    }

    void goesOnWhenThatGatewayIsGone()
    {
        start(std::make_unique<Loud>());
        const int count = tooMany(Loud::kBytes);
        auto &[asker, slow] = m_gateways;
        slow.link->setReading(false);
        asker.say(count);
        QTest::qWait(kLongEnoughMs);
        slow.link.reset();
        QTRY_COMPARE_WITH_TIMEOUT(asker.heard, count, kPatienceMs);
    }
};

QTEST_GUILESS_MAIN(TestServicePace)
#include "tst_service_pace.moc"
