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
    int m_full = 0;
    const Acceptor::Handler m_keep = [this](std::unique_ptr<Transport> transport, bool full) {
        m_accepted.push_back(std::move(transport));
        m_full += full;
    };

private Q_SLOTS:
    void cleanup()
    {
        m_accepted.clear();
        m_full = 0;
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
    QCOMPARE(m_full, 1);
    m_accepted.clear(); // whoever owned them, they count no more
    const auto three = connectTo(acceptor);
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 1u, 20'000);
    QCOMPARE(m_full, 1);
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
    QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_accepted.size(), 1u, 20'000);
}

QTEST_GUILESS_MAIN(TestAcceptor)
#include "tst_acceptor.moc"
