// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What <lanroom/database.h> promises, on SQLite and PostgreSQL alike.
#include "support/database_place.h"

#include <QtCore/qsemaphore.h>

#include <limits>
#include <stdexcept>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

class TestBothDatabases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void singleStatementsBringTheirRows_data() { DatabasePlace::addRows(); }
    void singleStatementsBringTheirRows()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        const Result<Rows> inserted = await(database->write(
            "INSERT INTO note (text) VALUES (?), (?), (?)", u"a"_s, u"b"_s, u"c"_s));
        QVERIFY2(inserted.ok(), inserted ? "" : qPrintable(inserted.error().message));
        QCOMPARE(inserted->changes(), 3);
        QVERIFY(inserted->isEmpty());
        const Result<Rows> rows = await(
            database->read("SELECT text, id FROM note WHERE text <> ? ORDER BY text", u"b"_s));
        QVERIFY(rows.ok());
        QStringList texts;
        for (const Rows::Row row : *rows)
            texts.append(row.text(0));
        QCOMPARE(texts, (QStringList{u"a"_s, u"c"_s}));
        QCOMPARE(rows->at(1).integer(1), 3);
    }

    void valuesComeBackAsTheyWent_data() { DatabasePlace::addRows(); }
    void valuesComeBackAsTheyWent()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        QVERIFY(await(database->write("CREATE TABLE v (i BIGINT, b BOOLEAN, d DOUBLE PRECISION,"
                                      " t TEXT, e TEXT, x BYTEA, n TEXT)"))
                    .ok());
        const QString text = u"O'Hara \\ \"?\" :name $1 \n\t \u20AC\U0001F642 ; -- no"_s;
        QByteArray bytes;
        for (int byte = 0; byte < 256; ++byte)
            bytes.append(char(byte));
        for (const qint64 number : {std::numeric_limits<qint64>::min(), qint64(-1), qint64(0),
                                    std::numeric_limits<qint64>::max()}) {
            QVERIFY(await(database->write("DELETE FROM v")).ok());
            const Result<Rows> rows = await(database->write(
                "INSERT INTO v VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *", number, number < 0,
                0.1 * double(number), text, QString(), bytes, std::optional<QString>()));
            QVERIFY2(rows.ok(), rows ? "" : qPrintable(rows.error().message));
            const Rows::Row row = rows->first();
            QCOMPARE(row.integer(0), number);
            QCOMPARE(row.boolean(1), number < 0);
            QCOMPARE(row.number(2), 0.1 * double(number));
            QCOMPARE(row.text(3), text);
            QVERIFY(!row.isNull(4));
            QCOMPARE(row.text(4), QString());
            QCOMPARE(row.bytes(5), bytes);
            QVERIFY(row.isNull(6));
        }
    }

    void textsThatLookLikeByteOrderMarksComeBackToo_data() { DatabasePlace::addRows(); }
    void textsThatLookLikeByteOrderMarksComeBackToo()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        for (const QString &text : {u"\uFEFFhello"_s, u"\uFEFF"_s, u"\uFEFF\uFEFFx"_s, u"a\uFEFFb"_s}) {
            QVERIFY(await(database->write(TestDatabase::insert(text))).ok());
            const Result<Rows> rows =
                await(database->read("SELECT text FROM note ORDER BY id DESC LIMIT 1"));
            QCOMPARE(rows->first().text(0), text);
            const Result<Rows> same = await(database->read("SELECT id FROM note WHERE text = ?", text));
            QCOMPARE(same->size(), 1);
        }
        // Not in UTF-16 the wrong way round, whatever else SQLite makes of a noncharacter.
        QVERIFY(await(database->write(TestDatabase::insert(QChar(0xfffe) + u"hi"_s))).ok());
        const Result<Rows> rows = await(database->read("SELECT text FROM note ORDER BY id DESC LIMIT 1"));
        QVERIFY(rows->first().text(0).endsWith(u"hi"_s));
    }

    void whatAReadWritesByMistakeFails_data() { DatabasePlace::addRows(); }
    void whatAReadWritesByMistakeFails()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        QVERIFY(!await(database->read("INSERT INTO note (text) VALUES ('a') RETURNING id")).ok());
        QVERIFY(!await(database->read(TestDatabase::insert(u"b"_s))).ok());
        QCOMPARE(*await(database->read(TestDatabase::count)), 0);
        QVERIFY(await(database->write(TestDatabase::insert(u"c"_s))).ok()); // it goes on
        QCOMPARE(*await(database->read(TestDatabase::count)), 1);
    }

    void aListMayHaveAsManyValuesAsItHas_data() { DatabasePlace::addRows(); }
    void aListMayHaveAsManyValuesAsItHas()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        const auto count = [](const QList<SqlValue> &values) {
            return [values](Connection &connection) -> Result<qint64> {
                QByteArrayList places(values.size(), "?");
                const QByteArray sql =
                    "SELECT count(*) FROM note WHERE text IN (" + places.join(',') + ')';
                const Result<Rows> rows = connection.query(Sql::composed(sql), values);
                return rows ? Result<qint64>(rows->first().integer(0)) : rows.error();
            };
        };
        QVERIFY(await(database->write("INSERT INTO note (text) VALUES ('a'), ('b')")).ok());
        QCOMPARE(*await(database->read(count({u"a"_s, u"x"_s}))), 1);
        QCOMPARE(*await(database->read(count({u"a"_s, u"b"_s, u"x"_s}))), 2);
    }

    void aTransactionIsWholeOrNotAtAll_data() { DatabasePlace::addRows(); }
    void aTransactionIsWholeOrNotAtAll()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        const Result<qint64> refused =
            await(database->write([](Connection &connection) -> Result<qint64> {
                (void)TestDatabase::insert(u"a"_s)(connection);
                return Error{ErrorCode::Denied, u"I changed my mind"_s};
            }));
        QCOMPARE(codeOf(refused), ErrorCode::Denied);
        const Result<qint64> thrown =
            await(database->write([](Connection &connection) -> Result<qint64> {
                (void)TestDatabase::insert(u"a"_s)(connection);
                throw std::runtime_error("oh");
            }));
        QCOMPARE(codeOf(thrown), ErrorCode::System);
        QCOMPARE(*await(database->read(TestDatabase::count)), 0);
    }

    void aFailedStatementDoomsItsTransaction_data() { DatabasePlace::addRows(); }
    void aFailedStatementDoomsItsTransaction()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        QVERIFY(await(database->write(TestDatabase::insert(u"a"_s))).ok());
        const Result<qint64> done =
            await(database->write([](Connection &connection) -> Result<qint64> {
                (void)TestDatabase::insert(u"b"_s)(connection);
                (void)TestDatabase::insert(u"a"_s)(connection); // breaks UNIQUE
                (void)TestDatabase::insert(u"c"_s)(connection);
                return 1;
            }));
        QCOMPARE(codeOf(done), ErrorCode::Taken);
        QCOMPARE(*await(database->read(TestDatabase::count)), 1);
    }

    void errorsAreToldApart_data() { DatabasePlace::addRows(); }
    void errorsAreToldApart()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        QVERIFY(await(database->write(TestDatabase::insert(u"a"_s))).ok());
        QCOMPARE(codeOf(await(database->write(TestDatabase::insert(u"a"_s)))), ErrorCode::Taken);
        QCOMPARE(codeOf(await(database->write("INSERT INTO nowhere VALUES (1)"))),
                 ErrorCode::BadRequest);
        QCOMPARE(codeOf(await(database->write("SELEC 1"))), ErrorCode::BadRequest);
        QCOMPARE(codeOf(await(database->write("DELETE FROM note WHERE text = ?"))),
                 ErrorCode::BadRequest);
        QCOMPARE(codeOf(await(database->write("DELETE FROM note WHERE text = ?", u"x"_s, u"y"_s))),
                 ErrorCode::BadRequest);
        QCOMPARE(codeOf(await(database->write("COMMIT"))), ErrorCode::BadRequest);
        QCOMPARE(codeOf(await(database->read(TestDatabase::insert(u"b"_s)))), ErrorCode::Denied);
        QCOMPARE(codeOf(await(Database(u"nonsense"_s).opened())), ErrorCode::BadSetting);
        QCOMPARE(codeOf(await(DatabaseHandle().read(TestDatabase::count))), ErrorCode::Closed);
        // And nobody else's work suffers from any of it.
        QCOMPARE(*await(database->read(TestDatabase::count)), 1);
        QCOMPARE(await(database->write("DELETE FROM note WHERE text = ?", u"a"_s))->changes(), 1);
    }

    void aResultThatIsTooLargeIsRefused_data() { DatabasePlace::addRows(); }
    void aResultThatIsTooLargeIsRefused()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        const auto numbers = [&](qint64 rows) {
            return await(database->read(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                " SELECT i, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' FROM n",
                rows));
        };
        QCOMPARE(numbers(10'000)->size(), 10'000);
        QCOMPARE(codeOf(numbers(1'000'000)), ErrorCode::TooLarge);
        QCOMPARE(numbers(10)->size(), 10);
    }

    void moreThanTheBoundIsBusyAtOnce_data() { DatabasePlace::addRows(); }
    void moreThanTheBoundIsBusyAtOnce()
    {
        PREPARE(m_place);
        DatabaseOptions options = m_place.options();
        options.maxWrites = 2;
        options.maxReads = 1;
        const auto database = m_place.open(options, 1);
        QVERIFY(await(database->opened()).ok());
        QSemaphore gate;
        const auto wait = [&gate](Connection &) {
            gate.acquire();
            return Result<void>();
        };
        const auto first = database->write(wait);
        const auto second = database->write(TestDatabase::insert(u"a"_s));
        const auto third = database->write(TestDatabase::insert(u"b"_s));
        QVERIFY(third.isFinished());
        QCOMPARE(codeOf(third.result()), ErrorCode::Busy);
        const auto read = database->read(wait);
        const auto another = database->read(TestDatabase::count);
        QVERIFY(another.isFinished());
        QCOMPARE(codeOf(another.result()), ErrorCode::Busy);
        gate.release(2);
        QVERIFY(await(first).ok() && await(second).ok() && await(read).ok());
        QVERIFY(await(database->write(TestDatabase::insert(u"b"_s))).ok());
        QCOMPARE(*await(database->read(TestDatabase::count)), 2);
    }

    void aReadSeesOneState_data() { DatabasePlace::addRows(); }
    void aReadSeesOneState()
    {
        PREPARE(m_place);
        const auto database = m_place.open();
        QSemaphore counted;
        QSemaphore written;
        const auto twice = database->read([&](Connection &connection) -> Result<qint64> {
            const Result<qint64> before = TestDatabase::count(connection);
            counted.release();
            written.acquire();
            const Result<qint64> after = TestDatabase::count(connection);
            return before && after ? *after - *before : Result<qint64>(-1);
        });
        QVERIFY(QTest::qWaitFor([&] { return counted.tryAcquire(); }, 30'000));
        QVERIFY(await(database->write(TestDatabase::insert(u"a"_s))).ok());
        written.release();
        QCOMPARE(*await(twice), 0);
    }

    void itIsMigratedOnceHoweverOftenItIsOpened_data() { DatabasePlace::addRows(); }
    void itIsMigratedOnceHoweverOftenItIsOpened()
    {
        PREPARE(m_place);
        for (int i = 1; i <= 3; ++i) {
            const auto database = m_place.open();
            QVERIFY(await(database->write(TestDatabase::insert(QString::number(i)))).ok());
            QCOMPARE(*await(database->read(TestDatabase::count)), i);
        }
    }

private:
    DatabasePlace m_place;
};

QTEST_GUILESS_MAIN(TestBothDatabases)
#include "tst_both_databases.moc"
