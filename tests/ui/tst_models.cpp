// SPDX-License-Identifier: LGPL-3.0-or-later
#include "tests/ui/cells.h"
#include "tests/ui/fakes.h"
#include "ui/models/attendance.h"
#include "ui/models/gateways_model.h"
#include "ui/models/people_model.h"
#include "ui/models/roles.h"
#include "ui/models/rooms_model.h"
#include "ui/models/table_filter.h"

#include <QtCore/qitemselectionmodel.h>
#include <QtCore/qrandom.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;

namespace {

ClientRow person(quint32 counter, const QString &name, const QStringList &rooms = {})
{
    ClientRow row;
    row.id = ClientId::make(1, 1, counter);
    row.address = QStringLiteral("192.168.1.%1").arg(counter);
    row.agent = QStringLiteral("Mozilla/5.0 (iPhone) Safari/604.1");
    row.service = QStringLiteral("chat");
    row.path = QStringLiteral("/chat");
    row.sinceMs = 1'000'000 + counter;
    row.name = name;
    row.rooms = rooms;
    return row;
}

} // namespace

class tst_Models : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void peopleTellOnlyWhatDiffers()
    {
        Fake::Clients clients;
        PeopleModel model(clients);
        QAbstractItemModelTester tester(&model, kStrict);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);

        clients.set(
            {person(1, QStringLiteral("Ada")), person(2, {}), person(3, QStringLiteral("Cy"))});
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(model, 0, PeopleModel::Device), QStringLiteral("iPhone · Safari"));
        QVERIFY(model.index(1, PeopleModel::Name).data(MissingRole).toBool());

        clients.set(clients.rows()); // nothing happened: nothing is told
        QCOMPARE(inserted.size() + removed.size() + changed.size(), 1);

        clients.set({person(2, QStringLiteral("Bo")), person(3, QStringLiteral("Cy")),
                     person(4, QStringLiteral("Di"))});
        QCOMPARE(removed.size(), 1);
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 0);
        QCOMPARE(column(model, PeopleModel::Name),
                 QStringList({QStringLiteral("Bo"), QStringLiteral("Cy"), QStringLiteral("Di")}));
        QVERIFY(resets.isEmpty());
    }

    void connectionsThatAreNobodySayWhatTheyAre()
    {
        ClientRow wall = person(2, QStringLiteral("Wall 2"));
        wall.observes = QStringList{QStringLiteral("Lobby")};
        ClientRow page = person(3, {});
        page.service = QStringLiteral("echo");
        page.path = QStringLiteral("/echo");
        ClientRow drawing = page;
        drawing.id = ClientId::make(1, 1, 4);
        drawing.rooms = QStringList{QStringLiteral("tea")};
        const ClientRow namesake = person(5, QStringLiteral("Wall"), {QStringLiteral("Lobby")});
        Fake::Clients clients;
        PeopleModel model(clients);
        clients.set({person(1, {}), wall, page, drawing, namesake});
        QCOMPARE(column(model, PeopleModel::Name),
                 QStringList({QStringLiteral("No name yet"), QStringLiteral("Wall"),
                              QStringLiteral("Service page"), QStringLiteral("Service page"),
                              QStringLiteral("Wall")}));
        QCOMPARE(column(model, PeopleModel::Room),
                 QStringList({QStringLiteral("None"), QStringLiteral("Lobby"), QStringLiteral("/echo"),
                              QStringLiteral("tea"), QStringLiteral("Lobby")}));
        QCOMPARE(model.index(0, PeopleModel::Name).data(SignRole).toString(), QStringLiteral("?"));
        QCOMPARE(model.index(1, PeopleModel::Name).data(SignRole), QVariant(QString()));
        QVERIFY(!model.index(4, PeopleModel::Name).data(SignRole).isValid());
        QCOMPARE(countPeople(clients.rows()), 1); // somebody who is called Wall
    }

    void aPersonWithTwoTabsIsOne()
    {
        QList<ClientRow> rows = {person(1, QStringLiteral("Ada")), person(2, QStringLiteral("Ada")),
                                 person(3, QStringLiteral("Bo")), person(4, QStringLiteral("Bo"))};
        QCOMPARE(countPeople(rows), 4); // nobody says that they are the same
        rows[0].user = rows[1].user = QStringLiteral("u_1");
        rows[2].user = QStringLiteral("u_2");
        QCOMPARE(countPeople(rows), 3);
        rows[3].user = QStringLiteral("u_2");
        rows[3].service = QStringLiteral("other"); // where u_2 is somebody else
        QCOMPARE(countPeople(rows), 3);
    }

    void selectionSurvivesOthersComingAndGoing()
    {
        Fake::Clients clients;
        PeopleModel model(clients);
        TableFilter filter;
        filter.setSourceModel(&model);
        filter.sort(PeopleModel::Name);
        QItemSelectionModel selection(&filter);
        clients.set({person(1, QStringLiteral("Mo")), person(2, QStringLiteral("Al"))});
        selection.select(filter.index(1, 0),
                         QItemSelectionModel::Rows | QItemSelectionModel::Select);

        clients.set({person(3, QStringLiteral("Zoe")), person(1, QStringLiteral("Mo")),
                     person(4, QStringLiteral("Bea"))});
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(selection.selectedRows().first().data().toString(), QStringLiteral("Mo"));
    }

    void anySequenceOfSnapshotsEndsAtTheLast()
    {
        Fake::Clients clients;
        PeopleModel model(clients);
        QAbstractItemModelTester tester(&model, kStrict);
        TableFilter filter;
        filter.setSourceModel(&model);
        filter.sort(PeopleModel::Since, Qt::DescendingOrder);
        QAbstractItemModelTester filterTester(&filter, kStrict);
        QRandomGenerator random(42);
        for (int round = 0; round < 300; ++round) {
            QList<ClientRow> rows;
            for (quint32 i = 1; i <= 20; ++i) {
                if (random.bounded(2))
                    rows.append(person(i, QString::number(random.bounded(3))));
            }
            clients.set(rows);
            QMap<QString, QString> expected;
            for (const ClientRow &row : rows)
                expected.insert(row.address, row.name);
            QMap<QString, QString> shown;
            for (int row = 0; row < model.rowCount(); ++row)
                shown.insert(cell(model, row, PeopleModel::Address),
                             cell(model, row, PeopleModel::Name));
            QCOMPARE(shown, expected);
            QCOMPARE(filter.rowCount(), model.rowCount());
        }
    }

    void hostileTextStaysOnItsLine()
    {
        Fake::Clients clients;
        PeopleModel model(clients);
        ClientRow row = person(1, QStringLiteral("<b>Ev\u202eil</b>\n\n"));
        row.agent = QString(5000, u'A');
        clients.set({row});
        QCOMPARE(cell(model, 0, PeopleModel::Name),
                 QStringLiteral("<b>Ev\ufffdil</b>\ufffd\ufffd"));
        QCOMPARE(cell(model, 0, PeopleModel::Device), QStringLiteral("Unknown device"));
        // A tool tip is read as rich text.
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("<qt>&lt;b&gt;Ev\ufffdil&lt;/b&gt;\ufffd\ufffd</qt>"));
    }

    void sortsByWhatIsMeantNotByItsWords()
    {
        Fake::Workers workers;
        GatewaysModel model(workers);
        QAbstractItemModelTester tester(&model, kStrict);
        const QString running = QStringLiteral("running");
        workers.set(
            {}, {{1, 100, running, 0, 9}, {2, 101, running, 0, 1000}, {3, 102, running, 4, 80}});
        TableFilter filter;
        filter.setSourceModel(&model);
        filter.sort(GatewaysModel::Clients);
        QCOMPARE(filter.index(0, GatewaysModel::Slot).data().toString(), QStringLiteral("1"));
        QCOMPARE(filter.index(1, GatewaysModel::Slot).data().toString(), QStringLiteral("3"));
        QCOMPARE(filter.index(2, GatewaysModel::Slot).data().toString(), QStringLiteral("2"));
    }

    void textSortsAsPeopleCount()
    {
        Fake::Clients clients;
        PeopleModel model(clients);
        TableFilter filter;
        filter.setSourceModel(&model);
        filter.sort(PeopleModel::Name);
        clients.set({person(1, QStringLiteral("Room 10")), person(2, QStringLiteral("room 2")),
                     person(3, QStringLiteral("Room 1"))});
        QCOMPARE(column(filter, PeopleModel::Name),
                 QStringList({QStringLiteral("Room 1"), QStringLiteral("room 2"), QStringLiteral("Room 10")}));
    }

    void filterWantsEveryWordInSomeColumn()
    {
        Fake::Clients clients;
        PeopleModel model(clients);
        TableFilter filter;
        filter.setSourceModel(&model);
        clients.set({person(1, QStringLiteral("Ada"), {QStringLiteral("Lobby")}),
                     person(2, QStringLiteral("Adam"), {QStringLiteral("Tea")})});
        filter.setWords(QStringLiteral(" ada "));
        QCOMPARE(filter.rowCount(), 2);
        filter.setWords(QStringLiteral("TEA ada"));
        QCOMPARE(column(filter, PeopleModel::Name), QStringList({QStringLiteral("Adam")}));
        filter.setWords(QStringLiteral("ada nowhere"));
        QCOMPARE(filter.rowCount(), 0);
        filter.setWords({});
        QCOMPARE(filter.rowCount(), 2);
    }

    void roomsKnowTheirPeople()
    {
        Fake::Clients clients;
        Fake::Rooms rooms;
        RoomsModel model(rooms, clients);
        QAbstractItemModelTester tester(&model, kStrict);
        clients.set({person(1, QStringLiteral("Bo")), person(2, QStringLiteral("Ada"))});
        const auto id = [](quint32 n) { return ClientId::make(1, 1, n); };
        rooms.set({{QStringLiteral("chat"),
                    QStringLiteral("r1"),
                    QStringLiteral("Lobby"),
                    {id(1), id(2)}},
                   {QStringLiteral("relay"), QStringLiteral("tea"), {}, {}}});
        QCOMPARE(cell(model, 0, RoomsModel::Title), QStringLiteral("Lobby"));
        QCOMPARE(cell(model, 0, RoomsModel::Members), QStringLiteral("2"));
        QCOMPARE(cell(model, 0, RoomsModel::Who), QStringLiteral("Ada, Bo"));
        QCOMPARE(cell(model, 1, RoomsModel::Title),
                 QStringLiteral("tea")); // chat absent: still listed
        QVERIFY(model.index(1, RoomsModel::Who).data(MissingRole).toBool());

        // A name that changes is enough.
        clients.set({person(1, QStringLiteral("Bob")), person(2, QStringLiteral("Ada"))});
        QCOMPARE(cell(model, 0, RoomsModel::Who), QStringLiteral("Ada, Bob"));
    }

    void somebodyWithTwoDevicesIsInARoomOnce()
    {
        Fake::Clients clients;
        Fake::Rooms rooms;
        RoomsModel model(rooms, clients);
        QAbstractItemModelTester tester(&model, kStrict);
        ClientRow laptop = person(1, QStringLiteral("Ada"));
        ClientRow phone = person(2, QStringLiteral("Ada"));
        const ClientRow bo = person(3, QStringLiteral("Bo"));
        const ClientId unknown = ClientId::make(1, 1, 4);
        clients.set({laptop, phone, bo});
        rooms.set({{QStringLiteral("chat"), QStringLiteral("r"), QStringLiteral("Lobby"),
                    {laptop.id, phone.id, bo.id, unknown}}});
        QCOMPARE(cell(model, 0, RoomsModel::Members), QStringLiteral("4"));
        QCOMPARE(cell(model, 0, RoomsModel::Who), QStringLiteral("Ada, Ada, Bo")); // they may be two

        laptop.user = phone.user = QStringLiteral("u_1");
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        clients.set({laptop, phone, bo});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(cell(model, 0, RoomsModel::Members), QStringLiteral("3"));
        QCOMPARE(model.index(0, RoomsModel::Members).data(SortRole).toInt(), 3);
        QCOMPARE(cell(model, 0, RoomsModel::Who), QStringLiteral("Ada, Bo"));
    }

    void aFullRoomCountsWhomItDoesNotName()
    {
        Fake::Clients clients;
        Fake::Rooms rooms;
        RoomsModel model(rooms, clients);
        QList<ClientRow> people;
        QList<ClientId> ids;
        for (quint32 i = 1; i <= 25; ++i) {
            people.append(person(i, QStringLiteral("P%1").arg(i, 2, 10, QLatin1Char('0'))));
            ids.append(people.last().id);
        }
        clients.set(people);
        rooms.set({{QStringLiteral("chat"), QStringLiteral("r"), QStringLiteral("Hall"), ids}});
        const QString who = cell(model, 0, RoomsModel::Who);
        QVERIFY(who.startsWith(QStringLiteral("P01, ")));
        QVERIFY2(who.endsWith(QStringLiteral("P20 and 5 more")), qPrintable(who));
    }
};

QTEST_GUILESS_MAIN(tst_Models)
#include "tst_models.moc"
