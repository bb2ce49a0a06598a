// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/client_table.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

ClientId id(quint32 counter, quint8 slot = 1, quint32 generation = 7)
{
    return ClientId::make(slot, generation, counter);
}

Link::ClientOpened from(const QString &address)
{
    Link::ClientOpened info;
    info.address = address;
    info.service = u"chat"_s;
    return info;
}

Link::ClientInfo named(const QString &name)
{
    Link::ClientInfo info;
    info.name = name;
    return info;
}

} // namespace

class tst_ClientTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsStandInOrderOfArrival()
    {
        ClientTable table(nobody, noRooms);
        (void)table.opened(id(3), from(u"a"_s));
        (void)table.opened(id(1), from(u"b"_s));
        (void)table.opened(id(2, 2), from(u"c"_s));
        table.closed(id(1));
        QCOMPARE(table.count(), 2);
        QCOMPARE(table.rows().at(0).address, u"a"_s);
        QCOMPARE(table.rows().at(1).address, u"c"_s);
        QCOMPARE(table.countOfGateway(1), 1);
        QCOMPARE(table.countOfGateway(2), 1);
    }

    void aGatewayMayReportOnlySoMany()
    {
        ClientTable table(nobody, noRooms, noRooms, 2);
        QVERIFY(table.opened(id(1), from(u"a"_s)).ok());
        QVERIFY(table.opened(id(2), from(u"b"_s)).ok());
        QVERIFY(table.opened(id(2), from(u"b"_s)).ok()); // told twice is told once
        const Result<void> more = table.opened(id(3), from(u"c"_s));
        QVERIFY(!more.ok());
        QCOMPARE(more.error().code, ErrorCode::TooLarge);
        QCOMPARE(table.count(), 2);
        QVERIFY(table.opened(id(1, 2), from(u"d"_s)).ok()); // another's
        table.closed(id(1));
        QVERIFY(table.opened(id(3), from(u"c"_s)).ok());
    }

    void nameMayComeBeforeOrAfterTheClient()
    {
        ClientTable table(nobody, noRooms);
        table.introduced(id(1), u"chat"_s, named(u"Ada"_s));
        QCOMPARE(table.count(), 0);
        (void)table.opened(id(1), from(u"a"_s));
        (void)table.opened(id(2), from(u"b"_s));
        table.introduced(id(2), u"chat"_s, named(u"Bob"_s));
        QCOMPARE(table.rows().at(0).name, u"Ada"_s);
        QCOMPARE(table.rows().at(1).name, u"Bob"_s);
    }

    void aServiceNamesItsOwnClientsAlone()
    {
        ClientTable table(nobody, noRooms);
        table.introduced(id(1), u"other"_s, named(u"Eve"_s));
        (void)table.opened(id(1), from(u"a"_s));
        table.introduced(id(1), u"other"_s, named(u"Eve"_s));
        QCOMPARE(table.rows().at(0).name, QString());
        table.introduced(id(1), u"chat"_s, named(u"Ada"_s));
        table.introduced(id(1), u"other"_s, named(u"Eve"_s));
        QCOMPARE(table.rows().at(0).name, u"Ada"_s);
    }

    void namesWithoutAClientAreBounded()
    {
        ClientTable table(nobody, noRooms);
        const quint32 most = quint32(ClientTable::kMaxEarlyInfos);
        for (quint32 i = 0; i <= most; ++i)
            table.introduced(id(i), u"chat"_s, named(QString::number(i)));
        (void)table.opened(id(0), from(u"a"_s));
        (void)table.opened(id(most), from(u"b"_s));
        QCOMPARE(table.rows().at(0).name, QString()); // the oldest made room
        QCOMPARE(table.rows().at(1).name, QString::number(most));
    }

    void endedGatewayTakesItsClientsAlong()
    {
        ClientTable table(nobody, noRooms);
        (void)table.opened(id(1, 1, 7), from(u"old"_s));
        (void)table.opened(id(1, 1, 8), from(u"new"_s));
        (void)table.opened(id(1, 2, 7), from(u"other"_s));
        table.dropGateway(1, 7);
        QCOMPARE(table.count(), 2);
        QCOMPARE(table.rows().at(0).address, u"new"_s);
        QCOMPARE(table.countOfGateway(1), 1);
    }

    void hostileTextIsCut()
    {
        ClientTable table(nobody, noRooms);
        Link::ClientOpened info = from(u"a"_s);
        info.agent = QString(100'000, u'x');
        (void)table.opened(id(1), info);
        QCOMPARE(table.rows().first().agent.size(), ClientTable::kMaxText);
    }

    void roomsAreThoseOfTheMoment()
    {
        QHash<ClientId, QStringList> rooms;
        QHash<ClientId, QStringList> observed;
        ClientTable table(nobody, [&rooms] { return rooms; }, [&observed] { return observed; });
        (void)table.opened(id(1), from(u"a"_s));
        QVERIFY(table.rows().first().rooms.isEmpty());
        rooms.insert(id(1), {u"Tea"_s});
        table.rowsChanged();
        QCOMPARE(table.rows().first().rooms, QStringList{u"Tea"_s});
        QVERIFY(table.rows().first().observes.isEmpty());
        observed.insert(id(1), {u"Hall"_s});
        table.rowsChanged();
        QCOMPARE(table.rows().first().observes, QStringList{u"Hall"_s});
    }

    void changesAreMerged()
    {
        ClientTable table(nobody, noRooms);
        QSignalSpy changed(&table, &Clients::changed);
        for (quint32 i = 0; i < 100; ++i)
            (void)table.opened(id(i), from(u"a"_s));
        QCOMPARE(changed.size(), 0);
        QTRY_COMPARE(changed.size(), 1);
        table.closed(id(1));
        QTRY_COMPARE(changed.size(), 2);
        QTest::qWait(2 * ChangeNotice::kIntervalMs);
        QCOMPARE(changed.size(), 2); // nothing changed: nothing said
    }

private:
    static void nobody(ClientId, const CommandDone &) {}
    static QHash<ClientId, QStringList> noRooms() { return {}; }
};

QTEST_GUILESS_MAIN(tst_ClientTable)
#include "tst_client_table.moc"
