// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/address_book.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Verdict = AddressBook::Verdict;

class TestAddressBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsConnections();
    void countsNewOnes();
    void tellsOnlySome();
    void addressesDoNotMatterToEachOther();
    void aNetworkHasSixteenShares();
    void forgetsWhoIsIdle();
    void forgetsNobodyConnected();
};

void TestAddressBook::countsConnections()
{
    AddressBook book(2, 100);
    QCOMPARE(book.enter(1, 0), Verdict::Welcome);
    QCOMPARE(book.enter(1, 0), Verdict::Welcome);
    QCOMPARE(book.enter(1, 0), Verdict::TooMany);
    book.leave(1);
    QCOMPARE(book.enter(1, 0), Verdict::TooMany); // the one turned away still holds a place
    book.leave(1);
    book.leave(1);
    QCOMPARE(book.enter(1, 0), Verdict::Welcome);
}

void TestAddressBook::countsNewOnes()
{
    AddressBook book(1000, 60);
    const auto comeAndGo = [&book](qint64 now) {
        const Verdict verdict = book.enter(7, now);
        book.leave(7);
        return verdict;
    };
    for (int i = 0; i < 60; ++i)
        QCOMPARE(comeAndGo(500), Verdict::Welcome);
    QCOMPARE(comeAndGo(500), Verdict::TooFast);
    QCOMPARE(comeAndGo(1499), Verdict::TooFast);
    QCOMPARE(comeAndGo(1500), Verdict::Welcome); // one a second in the long run
    QCOMPARE(comeAndGo(1500), Verdict::TooFast);
    for (int i = 0; i < 60; ++i)
        QCOMPARE(comeAndGo(120'000), Verdict::Welcome);
    QCOMPARE(comeAndGo(120'000), Verdict::TooFast);
}

void TestAddressBook::tellsOnlySome()
{
    AddressBook book(4, 1000);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(book.enter(1, 0), Verdict::Welcome);
    for (int i = 0; i < AddressBook::kBeingTold; ++i)
        QCOMPARE(book.enter(1, 0), Verdict::TooMany);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(book.enter(1, 0), Verdict::Drop); // counts nothing: there is no leave()
    book.leave(1);
    QCOMPARE(book.enter(1, 0), Verdict::TooMany);
}

void TestAddressBook::addressesDoNotMatterToEachOther()
{
    AddressBook book(1, 1);
    QCOMPARE(book.enter(1, 0), Verdict::Welcome);
    QCOMPARE(book.enter(1, 0), Verdict::TooMany);
    QCOMPARE(book.enter(2, 0), Verdict::Welcome);
}

void TestAddressBook::aNetworkHasSixteenShares()
{
    constexpr int kShare = AddressKey::kNetworkShare;
    AddressBooks books(2, 1000);
    for (quint64 device = 0; device < 2 * kShare; ++device)
        QCOMPARE(books.enter({device, 7}, 0), Verdict::Welcome);
    QCOMPARE(books.enter({100, 7}, 0), Verdict::TooMany);
    books.leave({100, 7});
    books.leave({0, 7});
    QCOMPARE(books.enter({1, 7}, 0), Verdict::Welcome);
    QCOMPARE(books.enter({1, 7}, 0), Verdict::TooMany); // a device of it
    QCOMPARE(books.enter({100, 8}, 0), Verdict::Welcome);
    // Who goes on although it is told so takes nothing from its device.
    for (quint64 device = 200; device < 300; ++device)
        books.enter({device, 7}, 0);
    QCOMPARE(books.enter({99, 7}, 0), Verdict::Drop);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(books.enter({99, 7}, 0), Verdict::Drop);
}

void TestAddressBook::forgetsWhoIsIdle()
{
    AddressBook book(10, 60);
    // Visitors that don't come back: after a minute they are as good as new.
    for (AddressBook::Key key = 0; key < 100'000; ++key) {
        QCOMPARE(book.enter(key, qint64(key)), Verdict::Welcome);
        book.leave(key);
        QVERIFY(book.size() <= AddressBook::kMaxRemembered + 1);
    }
}

void TestAddressBook::forgetsNobodyConnected()
{
    AddressBook book(1, 60);
    for (AddressBook::Key key = 0; key < 3 * AddressBook::kMaxRemembered; ++key)
        QCOMPARE(book.enter(key, 0), Verdict::Welcome);
    for (AddressBook::Key key = 1'000'000; key < 1'020'000; ++key) {
        book.enter(key, 1);
        book.leave(key);
    }
    for (AddressBook::Key key = 0; key < 3 * AddressBook::kMaxRemembered; ++key)
        QCOMPARE(book.enter(key, 2), Verdict::TooMany);
}

QTEST_APPLESS_MAIN(TestAddressBook)
#include "tst_address_book.moc"
