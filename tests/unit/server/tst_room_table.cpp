// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/room_table.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

const ClientId ada = ClientId::make(1, 1, 1);
const ClientId bob = ClientId::make(1, 1, 2);

Link::TopicInfo room(const QString &title, const QList<ClientId> &members = {})
{
    Link::TopicInfo info;
    info.title = title;
    info.members = members;
    return info;
}

Link::TopicInfo gone()
{
    Link::TopicInfo info;
    info.gone = true;
    return info;
}

} // namespace

class tst_RoomTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsStandByServiceAndTitle()
    {
        RoomTable table(nothing);
        table.described(u"relay"_s, "/relay/a", room(u"/relay/a"_s));
        table.described(u"chat"_s, "z", room(u"apples"_s, {ada}));
        table.described(u"chat"_s, "a", room(u"Pears"_s, {ada, bob}));
        const QList<RoomRow> rows = table.rows();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(0).title, u"apples"_s);
        QCOMPARE(rows.at(1).members, (QList<ClientId>{ada, bob}));
        QCOMPARE(rows.at(2).service, u"relay"_s);
        QCOMPARE(table.titlesByClient().value(ada).size(), 2);
        table.described(u"chat"_s, "a", gone());
        QCOMPARE(table.titlesByClient().value(ada), QStringList{u"apples"_s});
    }

    void whoLooksOnIsNoMember()
    {
        RoomTable table(nothing);
        Link::TopicInfo info = room(u"Tea"_s, {ada});
        info.observers = {bob};
        table.described(u"chat"_s, "tea", info);
        QCOMPARE(table.rows().first().members, QList<ClientId>{ada});
        QCOMPARE(table.titlesByClient().size(), 1);
        QCOMPARE(table.titlesByObserver(), (QHash<ClientId, QStringList>{{bob, {u"Tea"_s}}}));
        table.described(u"chat"_s, "tea", gone());
        QVERIFY(table.titlesByObserver().isEmpty());
    }

    void successorsReportsStandAndTheRestGoes()
    {
        RoomTable table(nothing);
        table.described(u"chat"_s, "tea", room(u"Tea"_s));
        table.described(u"chat"_s, "milk", room(u"Milk"_s));
        table.described(u"relay"_s, "x", room(u"x"_s));
        table.serviceEnded(u"chat"_s);
        QCOMPARE(table.rows().size(), 3);
        table.described(u"chat"_s, "tea", room(u"Tea"_s));
        QTRY_COMPARE_WITH_TIMEOUT(table.rows().size(), 2, 2 * RoomTable::kKeepStaleMs);
        QCOMPARE(table.rows().first().title, u"Tea"_s);
    }

    void roomsOfAServiceAreBounded()
    {
        RoomTable table(nothing);
        for (int i = 0; i <= RoomTable::kMaxRooms; ++i)
            table.described(u"bad"_s, QByteArray::number(i), room(u"x"_s));
        table.described(u"chat"_s, "tea", room(u"Tea"_s));
        QCOMPARE(table.rows().size(), RoomTable::kMaxRooms + 1);
        table.described(u"bad"_s, "0", gone());
        table.described(u"bad"_s, "more", room(u"x"_s));
        QCOMPARE(table.rows().size(), RoomTable::kMaxRooms + 1);
    }

    void membersOfAServicesRoomsAreBoundedInAll()
    {
        RoomTable table(nothing);
        const QList<ClientId> many(RoomTable::kMaxMembers + 1, ada);
        const qsizetype full = RoomTable::kMaxMembersInAll / RoomTable::kMaxMembers;
        for (int i = 0; i <= full; ++i)
            table.described(u"bad"_s, QByteArray::number(1000 + i), room(QString::number(1000 + i), many));
        QList<RoomRow> rows = table.rows();
        QCOMPARE(rows.size(), full + 1);
        QCOMPARE(rows.first().members.size(), RoomTable::kMaxMembers);
        QCOMPARE(rows.last().members.size(), 0);
        // Who goes makes room, for others too.
        table.described(u"bad"_s, "1000", gone());
        table.described(u"bad"_s, "1001", room(u"1001"_s, {ada}));
        table.described(u"bad"_s, QByteArray::number(1000 + full), room(u"last"_s, many));
        rows = table.rows();
        QCOMPARE(rows.first().members.size(), 1);
        QCOMPARE(rows.last().members.size(), RoomTable::kMaxMembers);
    }

    void aSecondEndHasItsOwnTime()
    {
        RoomTable table(nothing);
        table.described(u"chat"_s, "tea", room(u"Tea"_s));
        table.serviceEnded(u"chat"_s);
        QTimer early; // a successor that reports in time, and ends just before the first one's time is over
        early.setSingleShot(true);
        QElapsedTimer sinceSecond;
        connect(&early, &QTimer::timeout, this, [&] {
            table.described(u"chat"_s, "tea", room(u"Tea"_s));
            table.serviceEnded(u"chat"_s);
            sinceSecond.start();
        });
        early.start(RoomTable::kKeepStaleMs - 1000);
        QTRY_COMPARE_WITH_TIMEOUT(table.rows().size(), 0, 3 * RoomTable::kKeepStaleMs);
        // The first one's time would have been over a second after it; Qt's coarse timers are off by a twentieth.
        QVERIFY(sinceSecond.elapsed() >= RoomTable::kKeepStaleMs * 9 / 10);
    }

    void sayLeavesItToTheChatWhichRoomIsMeant()
    {
        QString said;
        RoomTable table([&said](const QString &to, const QString &, const CommandDone &) { said = to; });
        table.described(u"chat"_s, "evil", room(u"lobby"_s)); // whoever calls a room so
        table.say(u"lobby"_s, u"hello"_s, ignoreResult);
        QCOMPARE(said, u"lobby"_s);
    }

private:
    static void nothing(const QString &, const QString &, const CommandDone &) {}
};

QTEST_GUILESS_MAIN(tst_RoomTable)
#include "tst_room_table.moc"
