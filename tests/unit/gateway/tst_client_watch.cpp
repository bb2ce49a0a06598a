// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/clock.h"
#include "gateway/client_watch.h"
#include "gateway/gateway_limits.h"

#include <QtTest/qtest.h>

#include <optional>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

class HandClock final : public Clock
{
public:
    qint64 monotonicMs() const override { return now; }
    qint64 wallMs() const override { return now; }
    qint64 now = 1'000'000;
};

class Waiter final : public Deadlines::Waiter
{
public:
    using Deadlines::Waiter::Waiter;
    using Deadlines::Waiter::wait;
    std::function<void()> then = [] {};
    int calls = 0;

private:
    void due(qint64) override
    {
        ++calls;
        then();
    }
};

class Owner final : public ClientWatch::Owner
{
public:
    void askForLife() override { said.append(u"ping"_s); }
    void lifeless() override { said.append(u"lifeless"_s); }
    void messageTooSlow() override { said.append(u"slow"_s); }
    void closeTooSlow() override { said.append(u"end"_s); }
    void readAgain() override { said.append(u"read"_s); }
    QStringList take() { return std::exchange(said, {}); }
    QStringList said;
};

} // namespace

/// Deadlines, and what a client must do in time, on a clock of the test's own.
class TestClientWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void callsInOrderAndNeverEarly();
    void waitersMayEndEachOther();
    void theTimerCallsByItself();
    void asksForLife();
    void whoKeepsSilentIsLifeless();
    void patienceMayBeLongerThanThePause();
    void messagesMustEnd();
    void otherMessagesAreOtherTimes();
    void nothingIsExpectedOfTheUnread();
    void readsAgain();
    void closingIsAllThatCounts();

private:
    void pass(qint64 ms)
    {
        for (const qint64 end = m_clock.now + ms; m_clock.now < end;) {
            m_clock.now += qMin<qint64>(Deadlines::kGrainMs, end - m_clock.now);
            m_deadlines->expire();
        }
    }

    HandClock m_clock;
    GatewayLimits m_limits;
    Owner m_owner;
    std::optional<Deadlines> m_deadlines;
    std::optional<ClientWatch> m_watch;
};

void TestClientWatch::init()
{
    m_watch.reset();
    m_clock.now = 1'000'000; // no rounding up from here
    m_deadlines.emplace(m_clock);
    m_limits.pingMs = 25'000;
    m_limits.pongMs = 10'000;
    m_limits.messageMs = 30'000;
    m_watch.emplace(*m_deadlines, m_limits, m_owner);
    m_watch->start();
    m_owner.said.clear();
}

void TestClientWatch::callsInOrderAndNeverEarly()
{
    Waiter late(*m_deadlines), early(*m_deadlines), moved(*m_deadlines), never(*m_deadlines);
    QStringList order;
    late.then = [&] { order.append(u"late"_s); };
    early.then = [&] { order.append(u"early"_s); };
    const qint64 now = m_clock.now;
    late.wait(now + 201);
    early.wait(now + 100);
    moved.wait(now + 10);
    moved.wait(now + 5000);
    never.wait(now + 10);
    never.wait(0);
    pass(99);
    QCOMPARE(early.calls, 0);
    pass(1);
    QCOMPARE(early.calls, 1);
    pass(101);
    QCOMPARE(late.calls, 0);
    pass(Deadlines::kGrainMs);
    QCOMPARE(order, (QStringList{u"early"_s, u"late"_s}));
    QCOMPARE(moved.calls, 0);
    pass(5000);
    QCOMPARE(moved.calls, 1);
    QCOMPARE(never.calls, 0);
}

void TestClientWatch::waitersMayEndEachOther()
{
    auto first = std::make_unique<Waiter>(*m_deadlines);
    auto second = std::make_unique<Waiter>(*m_deadlines);
    first->wait(m_clock.now + 100);
    second->wait(m_clock.now + 100);
    int calls = 0;
    const auto endBoth = [&] {
        ++calls;
        auto a = std::move(first), b = std::move(second);
    };
    first->then = second->then = endBoth;
    pass(1000);
    QCOMPARE(calls, 1);
}

void TestClientWatch::theTimerCallsByItself()
{
    Deadlines deadlines(systemClock());
    Waiter waiter(deadlines);
    waiter.wait(deadlines.now() + 60'000);
    waiter.wait(deadlines.now() + 30);
    QTRY_COMPARE_WITH_TIMEOUT(waiter.calls, 1, 20'000);
}

void TestClientWatch::asksForLife()
{
    for (int i = 0; i < 5; ++i) {
        pass(24'950);
        QCOMPARE(m_owner.take(), QStringList());
        pass(50);
        QCOMPARE(m_owner.take(), QStringList{u"ping"_s});
        m_watch->heard();
    }
}

void TestClientWatch::whoKeepsSilentIsLifeless()
{
    m_watch->heard(); // before it is asked: says nothing about later
    pass(25'000);
    QCOMPARE(m_owner.take(), QStringList{u"ping"_s});
    pass(9'900);
    QCOMPARE(m_owner.take(), QStringList());
    pass(200);
    QCOMPARE(m_owner.take(), QStringList{u"lifeless"_s});
}

void TestClientWatch::patienceMayBeLongerThanThePause()
{
    m_watch->stop();
    m_limits.pingMs = 1000;
    m_limits.pongMs = 3500;
    m_watch->start();
    pass(1000 + Deadlines::kGrainMs);
    QCOMPARE(m_owner.take(), QStringList{u"ping"_s});
    pass(3500 - 2 * Deadlines::kGrainMs);
    QCOMPARE(m_owner.take(), (QStringList{u"ping"_s, u"ping"_s, u"ping"_s}));
    pass(2 * Deadlines::kGrainMs);
    QCOMPARE(m_owner.take(), QStringList{u"lifeless"_s}); // since the first, whatever was asked after it
}

void TestClientWatch::messagesMustEnd()
{
    m_watch->turnEnded(true);
    for (int i = 0; i < 29; ++i) { // byte by byte doesn't help
        pass(1000);
        m_watch->heard();
        m_watch->turnEnded(true);
    }
    QCOMPARE(m_owner.take(), QStringList{u"ping"_s});
    pass(1000);
    QCOMPARE(m_owner.take(), QStringList{u"slow"_s});
}

void TestClientWatch::otherMessagesAreOtherTimes()
{
    for (int i = 0; i < 10; ++i) { // each turn ends one and begins the next
        m_watch->heard();
        m_watch->messageEnded();
        m_watch->turnEnded(true);
        pass(20'000);
    }
    QVERIFY(!m_owner.take().contains(u"slow"_s));
    m_watch->turnEnded(false);
    m_watch->heard();
    pass(25'000);
    QVERIFY(!m_owner.take().contains(u"slow"_s));
}

void TestClientWatch::nothingIsExpectedOfTheUnread()
{
    m_watch->turnEnded(true);
    pass(24'900);
    m_watch->setUnread(true);
    pass(3'600'000);
    QCOMPARE(m_owner.take(), QStringList());
    m_watch->setUnread(false);
    pass(24'900);
    QCOMPARE(m_owner.take(), QStringList());
    pass(10'200);
    QCOMPARE(m_owner.take(), (QStringList{u"ping"_s, u"lifeless"_s}));
}

void TestClientWatch::readsAgain()
{
    m_watch->setUnread(true);
    m_watch->readIn(300);
    pass(290);
    QCOMPARE(m_owner.take(), QStringList());
    pass(60);
    QCOMPARE(m_owner.take(), QStringList{u"read"_s});
    pass(60'000);
    QCOMPARE(m_owner.take(), QStringList());
}

void TestClientWatch::closingIsAllThatCounts()
{
    m_watch->turnEnded(true);
    m_watch->closing(2000);
    m_watch->turnEnded(true);
    m_watch->setUnread(true);
    m_watch->setUnread(false);
    pass(1900);
    QCOMPARE(m_owner.take(), QStringList());
    pass(200);
    QCOMPARE(m_owner.take(), QStringList{u"end"_s});
    pass(3'600'000);
    QCOMPARE(m_owner.take(), QStringList());
}

QTEST_GUILESS_MAIN(TestClientWatch)
#include "tst_client_watch.moc"
