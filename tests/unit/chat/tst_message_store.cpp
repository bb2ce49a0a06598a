// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/message_store.h"
#include "chat/room_store.h"
#include "chat/user_store.h"
#include "storage/migrations.h"
#include "support/sqlite_file.h"

#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Chat;
using namespace Qt::StringLiterals;
using MessageStore::Posted;

class TestMessageStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Q_INIT_RESOURCE(chat_sql); }
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_file = std::make_unique<Test::SqliteFile>(m_directory->filePath(u"a.db"_s),
                                                    Test::SqliteFile::Mode::Write);
        m_db = &m_file->connection();
        QVERIFY(Storage::migrate(m_file->raw(), {.folder = u":/chat/sql"_s}).ok());
        RoomRecord tea;
        tea.name = u"tea"_s;
        tea.title = u"Tea"_s;
        tea.epoch = u"e"_s;
        tea.creator = 1;
        const Result<RoomRecord> made = RoomStore::create(*m_db, tea);
        QVERIFY(made.ok());
        m_tea = made->id;
    }
    void cleanup() { m_file.reset(); }

    void theLobbyIsThereFromTheStart()
    {
        const Result<QList<RoomRecord>> rooms = RoomStore::all(*m_db);
        QVERIFY(rooms.ok());
        QCOMPARE(rooms->size(), 2);
        QCOMPARE(rooms->first().name, u"lobby"_s);
        QVERIFY(!rooms->first().epoch.isEmpty());
        QVERIFY(rooms->first().epoch != *RoomStore::databaseEpoch(*m_db));
    }

    void aRoomIsMadeOnce()
    {
        RoomRecord again;
        again.name = u"tea"_s;
        again.title = again.epoch = u"x"_s;
        QCOMPARE(RoomStore::create(*m_db, again).error().code, ErrorCode::Taken);
    }

    void numbersCountUpInEachRoom()
    {
        for (int i = 1; i <= 3; ++i)
            QCOMPARE(post(m_tea, message(i, u"x"_s))->seq, i);
        QCOMPARE(post(kLobby, message(9, u"x"_s))->seq, 1);
        QCOMPARE(post(m_tea, message(4, u"x"_s))->seq, 4);
    }

    void aRepetitionGetsTheOriginal()
    {
        MessageRecord first = message(1, u"hello"_s);
        first.replyTo = 0;
        QCOMPARE(post(m_tea, first)->outcome, Posted::Outcome::New);
        (void)post(m_tea, message(2, u"x"_s));
        MessageRecord later = first;
        later.tsMs += 5000;
        const Result<Posted> again = post(m_tea, later);
        QCOMPARE(again->outcome, Posted::Outcome::Repeated);
        QCOMPARE(again->seq, 1);
        QCOMPARE(again->tsMs, first.tsMs);
        QCOMPARE(post(m_tea, message(3, u"x"_s))->seq, 3); // and takes no number
    }

    void anotherMessageWithTheSameCmidIsAConflict()
    {
        (void)post(m_tea, message(1, u"hello"_s));
        QCOMPARE(post(m_tea, message(1, u"hallo"_s))->outcome, Posted::Outcome::Conflict);
        MessageRecord reply = message(1, u"hello"_s);
        reply.replyTo = 1;
        QCOMPARE(post(m_tea, reply)->outcome, Posted::Outcome::Conflict);
    }

    void aCmidCountsForItsUserAndRoomOnly()
    {
        (void)post(m_tea, message(1, u"hello"_s));
        QCOMPARE(post(kLobby, message(1, u"other"_s))->outcome, Posted::Outcome::New);
        MessageRecord others = message(1, u"other"_s);
        others.user = 8;
        QCOMPARE(post(m_tea, others)->outcome, Posted::Outcome::New);
    }

    void pagesGoBothWays_data()
    {
        QTest::addColumn<int>("after"); // -1: not given
        QTest::addColumn<int>("before");
        QTest::addColumn<QList<qint64>>("seqs");
        QTest::addColumn<bool>("more");
        QTest::newRow("newest") << -1 << -1 << QList<qint64>{8, 9, 10} << true;
        QTest::newRow("before") << -1 << 5 << QList<qint64>{2, 3, 4} << true;
        QTest::newRow("before, the first") << -1 << 4 << QList<qint64>{1, 2, 3} << false;
        QTest::newRow("before everything") << -1 << 1 << QList<qint64>{} << false;
        QTest::newRow("after") << 4 << -1 << QList<qint64>{5, 6, 7} << true;
        QTest::newRow("after, the last") << 7 << -1 << QList<qint64>{8, 9, 10} << false;
        QTest::newRow("after everything") << 10 << -1 << QList<qint64>{} << false;
    }
    void pagesGoBothWays()
    {
        QFETCH(const int, after);
        QFETCH(const int, before);
        for (int i = 1; i <= 10; ++i)
            (void)post(m_tea, message(i, u"x"_s));
        (void)post(kLobby, message(1, u"x"_s));
        MessageStore::Range range{{}, {}, 3, 1'000'000};
        if (after >= 0)
            range.after = after;
        if (before >= 0)
            range.before = before;
        const Result<Page> page = MessageStore::page(*m_db, m_tea, range);
        QVERIFY(page.ok());
        QList<qint64> seqs;
        for (const MessageRecord &read : page->messages)
            seqs.append(read.seq);
        QTEST(seqs, "seqs");
        QTEST(page->more, "more");
    }

    void aPageOfLongMessagesIsShort()
    {
        for (int i = 1; i <= 5; ++i)
            (void)post(m_tea, message(i, QString(1000, u'x')));
        const Result<Page> page = MessageStore::page(*m_db, m_tea, {{}, {}, 5, 6000});
        QVERIFY(page.ok());
        QCOMPARE(page->messages.size(), 2);
        QCOMPARE(page->messages.last().seq, 5);
        QVERIFY(page->more);
    }

    void controlCharactersCountAsTheyAreSent()
    {
        for (int i = 1; i <= 5; ++i)
            (void)post(m_tea, message(i, QString(1000, u'\1'))); // \u0001 each
        const Result<Page> page = MessageStore::page(*m_db, m_tea, {{}, {}, 5, 12'000});
        QVERIFY(page.ok());
        QCOMPARE(page->messages.size(), 2);
    }

    void aMessageComesBackAsItWent()
    {
        MessageRecord written = message(7, u"\U0001F642 \n\"\\"_s);
        written.replyTo = 3;
        (void)post(m_tea, written);
        const MessageRecord read =
            MessageStore::page(*m_db, m_tea, {{}, {}, 1, 1000})->messages.first();
        QCOMPARE(read.body, written.body);
        QCOMPARE(read.cmid, written.cmid);
        QCOMPARE(read.replyTo, written.replyTo);
        QCOMPARE(read.user, written.user);
        QCOMPARE(read.userName, written.userName);
        QCOMPARE(read.tsMs, written.tsMs);
    }

    void oldAndSurplusGuestsAreSwept()
    {
        Limits limits;
        limits.users = 2;
        constexpr qint64 kNow = 1'790'000'000'000;
        const auto guest = [&](const char *name, qint64 seenMs, bool online) {
            const UserId id =
                UserStore::create(*m_db, QLatin1StringView(name), {}, QByteArray(name), seenMs)->id;
            QVERIFY(UserStore::setOnline(*m_db, {id}, online, seenMs).ok());
        };
        guest("long gone", kNow - limits.guestKeptMs - 1, false);
        guest("surplus", kNow - 3000, false);
        guest("b", kNow - 2000, false);
        guest("c", kNow - 1000, false);
        guest("online", kNow - limits.guestKeptMs - 1, true);
        QVERIFY(UserStore::sweep(*m_db, limits, kNow).ok());
        QVERIFY(!UserStore::comeBack(*m_db, "long gone", kNow)->has_value());
        QVERIFY(!UserStore::comeBack(*m_db, "surplus", kNow)->has_value());
        QVERIFY(UserStore::comeBack(*m_db, "b", kNow)->has_value());
        QVERIFY(UserStore::comeBack(*m_db, "c", kNow)->has_value());
        QVERIFY(UserStore::comeBack(*m_db, "online", kNow)->has_value());
    }

private:
    static constexpr RoomId kLobby = 1;

    static MessageRecord message(int cmid, const QString &body)
    {
        return {0,  7,   u"Ada"_s, QByteArray(15, '\0') + char(cmid), 1'790'000'000'000 + cmid,
                {}, body};
    }
    Result<Posted> post(RoomId room, const MessageRecord &sent)
    {
        const Result<Posted> posted = MessageStore::post(*m_db, room, sent);
        if (!posted)
            qWarning() << posted.error().message;
        return posted;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Test::SqliteFile> m_file;
    Connection *m_db = nullptr;
    RoomId m_tea = 0;
};

QTEST_GUILESS_MAIN(TestMessageStore)
#include "tst_message_store.moc"
