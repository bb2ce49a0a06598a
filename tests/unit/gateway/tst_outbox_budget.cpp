// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/outbox_budget.h"

#include <QtTest/qtest.h>

#include <deque>
#include <memory>

using namespace Lanroom;

namespace {

/// A client with a queue as a transport has it.
class Client final : public OutboxBudget::Share::Owner
{
public:
    explicit Client(OutboxBudget &budget) : share(budget, *this) {}

    void send(const QByteArray &frame)
    {
        queue.push_back(frame);
        bytes += frame.size();
        share.add(frame, bytes, qint64(queue.size()));
    }
    void read()
    {
        queue.clear();
        bytes = 0;
        share.empty();
    }
    void outboxesAreFull() override
    {
        cut = true;
        read();
    }

    std::deque<QByteArray> queue;
    qint64 bytes = 0;
    bool cut = false;
    OutboxBudget::Share share;
};

QByteArray bytes(qsizetype size)
{
    return QByteArray(size, 'x');
}

constexpr qint64 kLimit = 1024 * 1024;

} // namespace

class TestOutboxBudget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsSharedBytesOnce();
    void countsPieces();
    void letsGoOfWhatWasRead();
    void letsGoOfVariantsThatTakeTurns();
    void cutsOffWhoHasMost();
    void mayCutOffTheOneThatGrows();
    void membersMayGo();
};

void TestOutboxBudget::countsSharedBytesOnce()
{
    OutboxBudget budget(kLimit);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 100; ++i)
        clients.push_back(std::make_unique<Client>(budget));
    for (int message = 0; message < 50; ++message) { // 50 MB, were it a copy for each
        const QByteArray frame = bytes(10'000);
        for (const auto &client : clients)
            client->send(frame);
    }
    QVERIFY(budget.held() >= 500'000);
    QVERIFY(budget.held() < 700'000);
    for (const auto &client : clients) {
        QVERIFY(!client->cut);
        QCOMPARE(client->share.waiting(), 500'000 + 50 * OutboxBudget::kPieceBytes);
    }
}

void TestOutboxBudget::countsPieces()
{
    OutboxBudget budget(kLimit);
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 100; ++i)
        clients.push_back(std::make_unique<Client>(budget));
    for (int message = 0; message < 1000; ++message) { // 100,000 pieces are 2.4 MB
        const QByteArray frame = bytes(10);
        for (const auto &client : clients)
            client->send(frame);
        QVERIFY(budget.held() <= kLimit);
    }
    QVERIFY(std::any_of(clients.begin(), clients.end(), [](const auto &c) { return c->cut; }));
    QVERIFY(!std::all_of(clients.begin(), clients.end(), [](const auto &c) { return c->cut; }));
}

void TestOutboxBudget::letsGoOfWhatWasRead()
{
    OutboxBudget budget(kLimit);
    Client client(budget);
    for (int i = 0; i < 1000; ++i) { // 10 MB in all
        client.send(bytes(10'000));
        client.read();
        QVERIFY(budget.held() < 600'000);
    }
    QVERIFY(!client.cut);
}

/// Members with and without compression, one after the other.
void TestOutboxBudget::letsGoOfVariantsThatTakeTurns()
{
    OutboxBudget budget(kLimit);
    Client plain(budget), deflated(budget), plainToo(budget);
    for (int i = 0; i < 1000; ++i) { // 11 MB in all
        const QByteArray frame = bytes(10'000);
        const QByteArray compressed = bytes(1'000);
        plain.send(frame);
        deflated.send(compressed);
        plainToo.send(frame);
        for (Client *client : {&plain, &deflated, &plainToo})
            client->read();
        QVERIFY(budget.held() < 600'000);
    }
    QVERIFY(!plain.cut && !deflated.cut && !plainToo.cut);
}

void TestOutboxBudget::cutsOffWhoHasMost()
{
    OutboxBudget budget(kLimit);
    Client slow(budget), slower(budget), fast(budget);
    for (int i = 0; i < 40; ++i) {
        slow.send(bytes(10'000));
        slower.send(bytes(12'000));
    }
    QVERIFY(!slower.cut);
    for (int i = 0; i < 40; ++i) {
        fast.send(bytes(10'000));
        QVERIFY(budget.held() <= kLimit);
    }
    QVERIFY(slower.cut);
    QVERIFY(!slow.cut);
    QVERIFY(!fast.cut);
}

void TestOutboxBudget::mayCutOffTheOneThatGrows()
{
    OutboxBudget budget(kLimit);
    Client client(budget);
    client.send(bytes(2 * kLimit));
    QVERIFY(client.cut);
    client.send(bytes(1000)); // it goes on where the owner does
    QCOMPARE(client.share.waiting(), 1000 + OutboxBudget::kPieceBytes);
    QVERIFY(budget.held() < 2000);
}

void TestOutboxBudget::membersMayGo()
{
    OutboxBudget budget(kLimit);
    auto first = std::make_unique<Client>(budget);
    Client second(budget);
    auto third = std::make_unique<Client>(budget);
    for (Client *client : {first.get(), &second, third.get()})
        client->send(bytes(300'000));
    first.reset();
    third.reset();
    second.send(bytes(600'000)); // room that those who went have left
    QVERIFY(!second.cut);
    QVERIFY(budget.held() < 1'000'000);
}

QTEST_APPLESS_MAIN(TestOutboxBudget)
#include "tst_outbox_budget.moc"
