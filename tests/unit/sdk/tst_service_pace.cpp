// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that answers faster than a gateway reads, over a real socket.
#include "link/local_channel.h"
#include "link/memory_channel.h"
#include "sdk/service_host.h"

#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kAnswerBytes = 4'000;
constexpr int kMessages = 2 * Link::Channel::kDefaultMaxQueuedBytes / kAnswerBytes;
const ClientId kClient = ClientId::make(1, 1, 1);

class Wordy : public Service
{
public:
    void message(Client &client, const Message &) override { client.send(QByteArray(kAnswerBytes, 'x')); }
};

} // namespace

class TestServicePace : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QLocalServer m_server;
    std::unique_ptr<Link::MemoryChannel> m_control;
    std::unique_ptr<Link::MemoryChannel> m_hostControl;
    std::unique_ptr<ServiceHost> m_host;
    std::unique_ptr<Link::LocalChannel> m_gateway;

private Q_SLOTS:
    void init()
    {
        std::tie(m_control, m_hostControl) = Link::MemoryChannel::pair();
        m_host = std::make_unique<ServiceHost>(std::make_unique<Wordy>(), Link::HelloOk(), *m_hostControl);
        m_host->start();
        QVERIFY(m_server.listen(m_folder.filePath(u"s"_s)));
        auto *socket = new QLocalSocket;
        socket->connectToServer(m_server.fullServerName());
        QTRY_VERIFY(m_server.hasPendingConnections());
        m_gateway = std::make_unique<Link::LocalChannel>(socket);
        m_host->addGateway(new Link::LocalChannel(m_server.nextPendingConnection()), 1, 1);
        Link::ClientAttach attach;
        attach.path = u"/"_s;
        Link::sendMessage(*m_gateway, attach, kClient);
    }

    void cleanup()
    {
        m_gateway.reset();
        m_host.reset();
        m_server.close();
    }

    void waitsForTheGatewayAndLosesNothing()
    {
        int heard = 0;
        connect(m_gateway.get(), &Link::Channel::frameReceived, this, [&heard] { ++heard; });
        QSignalSpy closed(m_gateway.get(), &Link::Channel::closed);
        m_gateway->setReading(false);
        for (int i = 0; i < kMessages; ++i)
            m_gateway->send({Link::FrameType::MessageText, 0, kClient, {}, "and?"});
        QTest::qWait(200); // longer than it takes to answer them all
        QCOMPARE(heard, 0);
        QCOMPARE(closed.size(), 0);
        m_gateway->setReading(true);
        QTRY_COMPARE_WITH_TIMEOUT(heard, kMessages, 30'000);
        QCOMPARE(closed.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestServicePace)
#include "tst_service_pace.moc"
