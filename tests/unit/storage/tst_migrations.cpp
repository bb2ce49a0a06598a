// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/connection.h"
#include "storage/migrations.h"
#include "storage/sql_script.h"

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
        Result<std::unique_ptr<Connection>> connection = Connection::open(
            *Description::parse(u"sqlite:test.db"_s, m_directory->path()), Connection::Mode::Write);
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
        QTest::newRow("trigger without a body")
            << u"CREATE TRIGGER t EXECUTE FUNCTION f(); C;"_s
            << QStringList{u"CREATE TRIGGER t EXECUTE FUNCTION f()"_s, u"C"_s};
        QTest::newRow("dollar quotes")
            << u"A $$ B; $x$ C; $$; D $a_1$ E; $$ F; $a_1$; G $1;"_s
            << QStringList{u"A $$ B; $x$ C; $$"_s, u"D $a_1$ E; $$ F; $a_1$"_s, u"G $1"_s};
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
        QCOMPARE(*m_connection->number(u"PRAGMA user_version"_s), 2);
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
        QCOMPARE(*m_connection->number(u"PRAGMA user_version"_s), 1);
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
        QCOMPARE(*m_connection->number(u"PRAGMA user_version"_s), 7);
    }

    void aVersionBelowTheFirstIsRefusedAndNotTouched()
    {
        add(u"001_one.sql"_s, "CREATE TABLE a (x);");
        QVERIFY(m_connection->execute(u"PRAGMA user_version = -3"_s).ok());
        const Result<void> done = migrateAll();
        QVERIFY(!done.ok());
        QCOMPARE(done.error().code, ErrorCode::Storage);
        QVERIFY2(done.error().message.contains(u"-3"_s), qPrintable(done.error().message));
        QCOMPARE(*m_connection->number(u"PRAGMA user_version"_s), -3);
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
    Result<void> migrateAll() { return migrate(*m_connection, {.folder = m_directory->path()}); }
    qint64 rows()
    {
        const Result<qint64> count = m_connection->number(u"SELECT count(*) FROM a"_s);
        return count ? *count : -1;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Connection> m_connection;
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
