// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/acceptor.h"
#include "gateway/gateway_limits.h"
#include "gateway/transport.h"
#include "link/messages.h"

#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <vector>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestAcceptor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bindsByItself();
    void saysWhyItCannot();
    void tellsWhenItIsFull();
    void countsAddresses();
    void leavesItsOwnMachineOut();
    void acceptsAgainAfterRunningOutOfDescriptors();

private:
    std::unique_ptr<QTcpSocket> connectTo(const Acceptor &acceptor)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), acceptor.serverPort());
        return socket;
    }

    GatewayLimits m_limits;
    Link::GatewayStats m_stats;
    std::vector<std::unique_ptr<Transport>> m_accepted;
    QList<Link::Bound> m_refused;
    const Acceptor::Handler m_keep = [this](std::unique_ptr<Transport> transport, const Peer &,
                                           std::optional<Link::Bound> refused) {
        m_accepted.push_back(std::move(transport));
        if (refused)
            m_refused.append(*refused);
    };

private Q_SLOTS:
    void cleanup()
    {
        m_accepted.clear();
        m_refused.clear();
        m_limits = {};
        m_stats = {};
    }
};

void TestAcceptor::bindsByItself()
{
    for (const QString &host : {u"any"_s, u"localhost"_s, u"127.0.0.1"_s}) {
        Acceptor acceptor(m_keep, m_limits, m_stats);
        QVERIFY(acceptor.start(-1, host, 0).ok());
        const auto client = connectTo(acceptor);
        QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 1u, 20'000);
        m_accepted.clear();
    }
}

void TestAcceptor::saysWhyItCannot()
{
    Acceptor first(m_keep, m_limits, m_stats);
    QVERIFY(first.start(-1, u"localhost"_s, 0).ok());
    Acceptor second(m_keep, m_limits, m_stats);
    const Result<void> taken = second.start(-1, u"localhost"_s, first.serverPort());
    QVERIFY(!taken.ok());
    QVERIFY(!taken.error().message.isEmpty());
}

void TestAcceptor::tellsWhenItIsFull()
{
    m_limits.connections = 1;
    Acceptor acceptor(m_keep, m_limits, m_stats);
    QVERIFY(acceptor.start(-1, u"localhost"_s, 0).ok());
    const auto one = connectTo(acceptor);
    const auto two = connectTo(acceptor);
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 2u, 20'000);
    QCOMPARE(m_refused, {Link::Bound::Connections});
    m_accepted.clear(); // whoever owned them, they count no more
    const auto three = connectTo(acceptor);
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 1u, 20'000);
    QCOMPARE(m_refused.size(), 1);
}

void TestAcceptor::countsAddresses()
{
    m_limits.local = true;
    m_limits.addressConnections = 1;
    m_limits.addressPerMinute = 2;
    Acceptor acceptor(m_keep, m_limits, m_stats);
    QVERIFY(acceptor.start(-1, u"localhost"_s, 0).ok());
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    const auto come = [&](const QString &from) {
        auto socket = std::make_unique<QTcpSocket>();
        QVERIFY(socket->bind(QHostAddress(from)));
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), acceptor.serverPort());
        clients.push_back(std::move(socket));
    };
    come(u"127.0.0.1"_s);
    come(u"127.0.0.1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 2u, 20'000);
    QCOMPARE(m_refused, {Link::Bound::AddressConnections});
    come(u"127.0.0.2"_s); // another device has its own places
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 3u, 20'000);
    QCOMPARE(m_refused.size(), 1);
    m_accepted.clear(); // places are free, but it was two in this minute already
    come(u"127.0.0.1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 1u, 20'000);
    QCOMPARE(m_refused.last(), Link::Bound::AddressRate);
    // Whoever goes on is closed without a word, and counted here.
    for (int i = 0; i < AddressBook::kBeingTold + 3; ++i)
        come(u"127.0.0.1"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_stats.bounds[Link::Bound::AddressConnections], 3, 20'000);
    QCOMPARE(m_accepted.size(), std::size_t(AddressBook::kBeingTold + 1));
}

void TestAcceptor::leavesItsOwnMachineOut()
{
    m_limits.addressConnections = 1;
    m_limits.addressPerMinute = 1;
    Acceptor acceptor(m_keep, m_limits, m_stats);
    QVERIFY(acceptor.start(-1, u"localhost"_s, 0).ok());
    const auto one = connectTo(acceptor), two = connectTo(acceptor), three = connectTo(acceptor);
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 3u, 20'000);
    QVERIFY(m_refused.isEmpty());
}

void TestAcceptor::acceptsAgainAfterRunningOutOfDescriptors()
{
    Acceptor acceptor(m_keep, m_limits, m_stats);
    QVERIFY(acceptor.start(-1, u"localhost"_s, 0).ok());
    const auto client = connectTo(acceptor);
    QVERIFY(client->waitForConnected()); // in the kernel's queue: nobody has accepted yet

    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
    const int next = dup(0);
    close(next);
    const rlimit none{rlim_t(next), before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
    bool failed = false;
    connect(&acceptor, &QTcpServer::acceptError, this, [&failed] { failed = true; });
    QTRY_VERIFY_WITH_TIMEOUT(failed, 20'000);
    QVERIFY(m_accepted.empty());
    QVERIFY(m_stats.bounds[Link::Bound::Descriptors] >= 1);
    QCOMPARE(m_stats.refused, 0); // the kernel keeps it
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 1u, 20'000);
}

QTEST_GUILESS_MAIN(TestAcceptor)
#include "tst_acceptor.moc"
