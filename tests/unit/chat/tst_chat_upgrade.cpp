// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Databases of every older version, opened by this one: nothing in them is lost.
#include "storage/sql_script.h"
#include "support/chat_place.h"
#include "support/sqlite_file.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;
using Test::ChatPlace;
using Testing::FakeClient;

class TestChatUpgrade : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsStillThere_data()
    {
        QTest::addColumn<QString>("fixture");
        QTest::newRow("version 1") << QFINDTESTDATA("fixtures/version_1.sql");
    }
    void everythingIsStillThere()
    {
        QFETCH(const QString, fixture);
        ChatPlace place(ChatPlace::quickLimits(), {}, 1,
                        [&](const QString &database) { build(database, fixture); });
        FakeClient &ada = place.tester.connect();
        QJsonObject hello = ChatPlace::request("hello");
        hello.insert("protocol"_L1, 1);
        hello.insert("token"_L1, QString(64, u'0'));
        const QJsonObject welcome = place.ask(ada, hello);
        QCOMPARE(welcome.value("epoch"_L1).toString(), u"7f0d3a5b91c2e464"_s);
        const QJsonObject you{{u"id"_s, u"u_1"_s}, {u"name"_s, u"Ada"_s}, {u"role"_s, u"guest"_s}};
        QCOMPARE(welcome.value("you"_L1).toObject(), you);
        QCOMPARE(welcome.value("rooms"_L1).toArray().size(), 1); // the other is hidden

        const QJsonObject joined = place.ask(ada, ChatPlace::join(u"tea"_s));
        QCOMPARE(joined.value("title"_L1).toString(), u"Tea corner"_s);
        QCOMPARE(joined.value("epoch"_L1).toString(), u"a1b2c3d4e5f60718"_s);
        const QJsonArray messages = joined.value("messages"_L1).toArray();
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages.at(1)["body"_L1].toString(), u"Yes \U0001F642"_s);
        QCOMPARE(messages.at(1)["reply_to"_L1].toInt(), 1);
        QCOMPARE(messages.at(1)["from"_L1]["name"_L1].toString(), u"Zo\u00EB"_s);
        QCOMPARE(place.ask(ada, ChatPlace::say(u"tea"_s, u"More?"_s, 1)).value("seq"_L1).toInt(),
                 3);
    }

private:
    static void build(const QString &database, const QString &fixture)
    {
        QFile script(fixture);
        QVERIFY(script.open(QIODevice::ReadOnly));
        Test::SqliteFile file(database, Test::SqliteFile::Mode::Write);
        const QStringList steps = Storage::splitScript(QString::fromUtf8(script.readAll()));
        for (const QString &step : steps)
            QVERIFY2(file.raw().execute(step).ok(), qPrintable(step));
    }
};

QTEST_GUILESS_MAIN(TestChatUpgrade)
#include "tst_chat_upgrade.moc"
