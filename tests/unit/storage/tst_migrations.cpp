// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/connection.h"
#include "storage/migrations.h"
#include "storage/sql_script.h"
#include "storage/statement.h"

#include <QtCore/qdir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Storage;
using namespace Qt::StringLiterals;

class TestMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        Result<std::unique_ptr<Connection>> connection =
            Connection::open(m_directory->filePath(u"test.db"_s), Connection::Mode::Write);
        QVERIFY(connection.ok());
        m_connection = std::move(*connection);
    }
    void cleanup() { m_connection.reset(); }

    void scriptsAreCutAtTheRightSemicolons_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("nothing") << u""_s << QStringList();
        QTest::newRow("only comments") << u"-- a;b\n/* c;d */;;"_s << QStringList();
        QTest::newRow("two") << u"A;\nB;"_s << QStringList{u"A"_s, u"B"_s};
        QTest::newRow("no last semicolon") << u"A;B"_s << QStringList{u"A"_s, u"B"_s};
        QTest::newRow("string") << u"A 'x;''y;' \"z;\"; B"_s
                                << QStringList{u"A 'x;''y;' \"z;\""_s, u"B"_s};
        QTest::newRow("unfinished string") << u"A 'x;"_s << QStringList{u"A 'x;"_s};
        QTest::newRow("comment in string") << u"A '--x'; B"_s << QStringList{u"A '--x'"_s, u"B"_s};
        QTest::newRow("unfinished comment") << u"A; /* B;"_s << QStringList{u"A"_s};
        QTest::newRow("trigger") << u"create trigger t begin A; B; end; C;"_s
                                 << QStringList{u"create trigger t begin A; B; end"_s, u"C"_s};
    }
    void scriptsAreCutAtTheRightSemicolons()
    {
        QFETCH(const QString, script);
        QTEST(splitScript(script), "statements");
    }

    void everyStepRunsOnce()
    {
        add(u"001_one.sql"_s, "CREATE TABLE a (x); INSERT INTO a VALUES (1);");
        QVERIFY(migrateAll().ok());
        QVERIFY(migrateAll().ok());
        add(u"002_two.sql"_s, "INSERT INTO a VALUES (2);");
        QVERIFY(migrateAll().ok());
        QCOMPARE(*m_connection->pragma(u"user_version"_s), 2);
        QCOMPARE(rows(), 2);
    }

    void aFailingStepLeavesTheOlderDatabaseWhole()
    {
        add(u"001_one.sql"_s, "CREATE TABLE a (x);");
        add(u"002_two.sql"_s, "INSERT INTO a VALUES (1); INSERT INTO nowhere VALUES (2);");
        const Result<void> done = migrateAll();
        QVERIFY(!done.ok());
        QVERIFY2(done.error().message.contains(u"Migration 2 (two)"_s),
                 qPrintable(done.error().message));
        QCOMPARE(*m_connection->pragma(u"user_version"_s), 1);
        QCOMPARE(rows(), 0);
    }

    void aNewerDatabaseIsRefusedAndNotTouched()
    {
        add(u"001_one.sql"_s, "CREATE TABLE a (x);");
        QVERIFY(m_connection->execute(u"PRAGMA user_version = 7"_s).ok());
        const Result<void> done = migrateAll();
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, ErrorCode::Storage);
        QVERIFY2(done.error().message.contains(u"newer program"_s),
                 qPrintable(done.error().message));
        QCOMPARE(*m_connection->pragma(u"user_version"_s), 7);
    }

    void aGapInTheNumbersIsRefused()
    {
        add(u"001_one.sql"_s, "CREATE TABLE a (x);");
        add(u"003_three.sql"_s, "INSERT INTO a VALUES (1);");
        QVERIFY(!loadMigrations(m_directory->path()).ok());
    }

private:
    void add(const QString &name, const QByteArray &sql)
    {
        QFile file(m_directory->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(sql);
    }
    Result<void> migrateAll()
    {
        const Result<QList<Migration>> migrations = loadMigrations(m_directory->path());
        return migrations ? migrate(*m_connection, *migrations) : migrations.error();
    }
    qint64 rows()
    {
        Statement count(*m_connection, "SELECT count(*) FROM a");
        return count.run().ok() && count.next() ? count.integer(0) : -1;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Connection> m_connection;
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
