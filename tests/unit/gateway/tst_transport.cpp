// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/descriptor_transport.h"
#include "gateway/socket_transport.h"

#include <QtNetwork/qhostaddress.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

#include <array>

#include <sys/socket.h>

using namespace Lanroom;

Q_DECLARE_METATYPE(std::unique_ptr<Transport> (*)(qintptr))

namespace {

constexpr int kPatienceMs = 20'000;

/// Keeps the descriptors it accepts instead of making sockets of them.
class Server : public QTcpServer
{
public:
    QList<qintptr> accepted;

protected:
    void incomingConnection(qintptr descriptor) override { accepted.append(descriptor); }
};

struct User final : TransportUser
{
    explicit User(std::unique_ptr<Transport> mine) : transport(std::move(mine))
    {
        transport->setUser(this);
    }
    ~User() { transport->setUser(nullptr); }

    void readable() override
    {
        std::array<char, 1000> piece;
        received.append(piece.data(), transport->read(piece.data(), piece.size()));
    }
    void written() override { ++writes; }
    void gone() override { ++ends; }

    std::unique_ptr<Transport> transport;
    QByteArray received;
    int writes = 0;
    int ends = 0;
};

std::unique_ptr<Transport> adoptDescriptor(qintptr descriptor)
{
    return DescriptorTransport::adopt(int(descriptor));
}

} // namespace

/// Both transports over real connections keep the same promises.
class TestTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void carriesBothWays_data() { kinds(); }
    void carriesBothWays();
    void tellsWhenALongAnswerIsOut_data() { kinds(); }
    void tellsWhenALongAnswerIsOut();
    void queuesForWhoDoesNotRead_data() { kinds(); }
    void queuesForWhoDoesNotRead();
    void tellsWhenItBeginsToWait_data() { kinds(); }
    void tellsWhenItBeginsToWait();
    void offersBeforeTheTurnEnds_data() { kinds(); }
    void offersBeforeTheTurnEnds();
    void leavesUnreadWhatIsNotWanted_data() { kinds(); }
    void leavesUnreadWhatIsNotWanted();
    void readsToTheEnd_data() { kinds(); }
    void readsToTheEnd();
    void abortsWithItsTicket_data() { kinds(); }
    void abortsWithItsTicket();

private:
    using Adopt = std::unique_ptr<Transport> (*)(qintptr);

    static void kinds()
    {
        QTest::addColumn<Adopt>("adopt");
        QTest::newRow("descriptor") << Adopt(adoptDescriptor);
        QTest::newRow("socket") << Adopt(SocketTransport::adopt);
    }
    std::unique_ptr<User> accept()
    {
        QFETCH(Adopt, adopt);
        return std::make_unique<User>(adopt(m_server->accepted.takeFirst()));
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTcpSocket> m_client;
};

void TestTransport::init()
{
    m_server = std::make_unique<Server>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_client = std::make_unique<QTcpSocket>();
    m_client->connectToHost(QHostAddress(QHostAddress::LocalHost), m_server->serverPort());
    QTRY_COMPARE_WITH_TIMEOUT(m_server->accepted.size(), 1, kPatienceMs);
}

void TestTransport::carriesBothWays()
{
    const auto user = accept();
    QCOMPARE(user->transport->peerAddress(), QHostAddress(QHostAddress::LocalHost));
    m_client->write("question");
    QTRY_COMPARE_WITH_TIMEOUT(user->received, QByteArray("question"), kPatienceMs);
    user->transport->send("ans");
    user->transport->send("wer");
    QTRY_COMPARE_WITH_TIMEOUT(m_client->bytesAvailable(), 6, kPatienceMs);
    QCOMPARE(m_client->readAll(), QByteArray("answer"));
    QTRY_VERIFY_WITH_TIMEOUT(user->writes > 0, kPatienceMs);
    QCOMPARE(user->transport->queuedBytes(), 0);
}

void TestTransport::tellsWhenALongAnswerIsOut()
{
    const auto user = accept();
    for (const qsizetype size : {60'000, 70'000, 100'000}) {
        user->writes = 0;
        user->transport->send(QByteArray(size, 'x'));
        QTRY_VERIFY_WITH_TIMEOUT(user->writes > 0 && user->transport->queuedBytes() == 0,
                                 kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(m_client->bytesAvailable(), size, kPatienceMs);
        m_client->readAll();
    }
}

void TestTransport::queuesForWhoDoesNotRead()
{
    const auto user = accept();
    m_client->setReadBufferSize(1);
    const QByteArray piece(100'000, 'x');
    qint64 sent = 0;
    while (user->transport->queuedBytes() < piece.size() && sent < 100'000'000) {
        user->transport->send(piece);
        sent += piece.size();
        QCoreApplication::processEvents();
    }
    QVERIFY(user->transport->queuedBytes() > 0);
    m_client->setReadBufferSize(0);
    qint64 got = 0;
    connect(m_client.get(), &QTcpSocket::readyRead, this,
            [this, &got] { got += m_client->readAll().size(); });
    got += m_client->readAll().size();
    QTRY_COMPARE_WITH_TIMEOUT(got, sent, kPatienceMs);
    QCOMPARE(user->transport->queuedBytes(), 0);
}

/// Though nothing of it has left: who is told so knows that what leaves next was read.
void TestTransport::tellsWhenItBeginsToWait()
{
    m_client->setReadBufferSize(1);
    const qintptr descriptor = m_server->accepted.first();
    const auto user = accept();
    const QByteArray piece(100'000, 'x');
    qint64 before = 0;
    while (::send(int(descriptor), piece.constData(), size_t(piece.size()), MSG_DONTWAIT) > 0)
        before += 1;
    QVERIFY(before > 0);
    user->transport->send("waits");
    QTRY_VERIFY_WITH_TIMEOUT(user->transport->isStalled(), kPatienceMs);
    const bool isOurs = dynamic_cast<DescriptorTransport *>(user->transport.get());
    if (isOurs) // Qt's says that it waits from the first byte on
        QTRY_COMPARE_WITH_TIMEOUT(user->writes, 1, kPatienceMs);
    const int told = user->writes;
    m_client->setReadBufferSize(0);
    connect(m_client.get(), &QTcpSocket::readyRead, m_client.get(), [this] { m_client->readAll(); });
    m_client->readAll();
    QTRY_COMPARE_WITH_TIMEOUT(user->transport->queuedBytes(), 0, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(user->writes > told, kPatienceMs);
}

void TestTransport::offersBeforeTheTurnEnds()
{
    const auto user = accept();
    user->transport->send("now");
    QCOMPARE(user->transport->queuedBytes(), 3);
    user->transport->offer();
    QCOMPARE(user->transport->queuedBytes(), 0);
    QVERIFY(m_client->waitForReadyRead(kPatienceMs)); // nobody turned our loop
    QCOMPARE(m_client->readAll(), QByteArray("now"));
    QTRY_COMPARE_WITH_TIMEOUT(user->writes, 1, kPatienceMs);
}

void TestTransport::leavesUnreadWhatIsNotWanted()
{
    const auto user = accept();
    user->transport->setReading(false);
    m_client->write("later");
    QVERIFY(m_client->waitForBytesWritten());
    user->transport->send("now"); // when this has come back, so has what was written before
    QTRY_COMPARE_WITH_TIMEOUT(m_client->bytesAvailable(), 3, kPatienceMs);
    QVERIFY(user->received.isEmpty());
    user->transport->setReading(true);
    QTRY_COMPARE_WITH_TIMEOUT(user->received, QByteArray("later"), kPatienceMs);
}

void TestTransport::readsToTheEnd()
{
    const auto user = accept();
    const QByteArray last(5'000, 'x'); // several readings
    m_client->write(last);
    m_client->disconnectFromHost();
    QTRY_COMPARE_WITH_TIMEOUT(user->ends, 1, kPatienceMs);
    QCOMPARE(user->received, last);
    QVERIFY(!user->transport->isOpen());
}

void TestTransport::abortsWithItsTicket()
{
    const auto user = accept();
    auto ticket = std::make_shared<int>(0);
    user->transport->setTicket(ticket);
    user->transport->send("unsaid");
    user->transport->abort();
    QCOMPARE(user->ends, 0); // not from inside a call
    QTRY_COMPARE_WITH_TIMEOUT(user->ends, 1, kPatienceMs);
    QCOMPARE(ticket.use_count(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_client->state(), QAbstractSocket::UnconnectedState, kPatienceMs);
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
