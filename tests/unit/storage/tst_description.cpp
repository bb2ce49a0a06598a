// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/description.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Storage;
using namespace Qt::StringLiterals;

class TestDescription : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sqliteFiles_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("connections");
        QTest::newRow("relative") << u"sqlite:a.db"_s << u"/data/a.db"_s << 4;
        QTest::newRow("absolute") << u"sqlite:/x/a.db"_s << u"/x/a.db"_s << 4;
        QTest::newRow("options") << u"sqlite:a.db?connections=9"_s << u"/data/a.db"_s << 9;
        QTest::newRow("encoded") << u"sqlite:a%3f%20b.db"_s << u"/data/a? b.db"_s << 4;
    }
    void sqliteFiles()
    {
        QFETCH(const QString, text);
        const Result<Description> parsed = Description::parse(text, u"/data"_s);
        QVERIFY2(parsed.ok(), parsed ? "" : qPrintable(parsed.error().message));
        QCOMPARE(parsed->kind, Description::Kind::Sqlite);
        QTEST(parsed->place, "file");
        QTEST(parsed->connections, "connections");
    }

    void postgresOverTcp()
    {
        const Result<Description> parsed = Description::parse(
            u"postgresql://ada:p%40ss%2Fword@db.lan:5433/guests?connections=7&timeout_s=3&sslmode=require"_s,
            {});
        QVERIFY(parsed.ok());
        QCOMPARE(parsed->kind, Description::Kind::Postgres);
        QCOMPARE(parsed->place, u"db.lan"_s);
        QCOMPARE(parsed->port, 5433);
        QCOMPARE(parsed->user, u"ada"_s);
        QCOMPARE(parsed->password, u"p@ss/word"_s);
        QCOMPARE(parsed->database, u"guests"_s);
        QCOMPARE(parsed->connections, 7);
        QCOMPARE(parsed->statementMs, 3000);
        QVERIFY(parsed->driverOptions.contains(u"sslmode=require"_s));
        QVERIFY(!parsed->shown().contains(u"word"_s));
    }

    void postgresOverASocket_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("place");
        QTest::newRow("user") << u"postgresql://ada@/guests?host=/run/postgresql"_s << u"ada"_s
                              << u"/run/postgresql"_s;
        QTest::newRow("password") << u"postgresql://ada:x@/guests?host=/a%20b"_s << u"ada"_s
                                  << u"/a b"_s;
        QTest::newRow("nobody") << u"postgresql:///guests?host=/run"_s << u""_s << u"/run"_s;
        QTest::newRow("libpq's own place") << u"postgresql://ada@/guests"_s << u"ada"_s << u""_s;
    }
    void postgresOverASocket()
    {
        QFETCH(const QString, text);
        const Result<Description> parsed = Description::parse(text, {});
        QVERIFY2(parsed.ok(), parsed ? "" : qPrintable(parsed.error().message));
        QTEST(parsed->user, "user");
        QTEST(parsed->place, "place");
        QCOMPARE(parsed->database, u"guests"_s);
        QCOMPARE(parsed->port, 5432);
    }

    void whatIsNoneIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"", "guests.db", "sqlite:", "sqlite::memory:", "sqlite:a?connections=0",
              "sqlite:a?connections=65", "sqlite:a?readers=2", "mysql://x/y", "postgresql://host",
              "postgresql://host/", "postgresql://host:99999/x", "postgresql://h/x?sslmode=a;b=c",
              "postgresql://h/x?application_name=a%20b", "postgresql://h/x?connections=many",
              "postgresql://h/x?options=-c"})
            QTest::newRow(*text ? text : "nothing") << QString::fromLatin1(text);
    }
    void whatIsNoneIsRefused()
    {
        QFETCH(const QString, text);
        const Result<Description> parsed = Description::parse(text, u"/data"_s);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().code, ErrorCode::BadSetting);
    }
};

QTEST_GUILESS_MAIN(TestDescription)
#include "tst_description.moc"
