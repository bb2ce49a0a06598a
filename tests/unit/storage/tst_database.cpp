// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/test_database.h"

#include <QtCore/qsemaphore.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Storage;
using namespace Qt::StringLiterals;
using Test::TestDatabase;

class TestDatabaseOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_test = std::make_unique<TestDatabase>(m_directory->path());
    }
    void cleanup() { m_test.reset(); }

    void itOpensAndReportsBeforeAnythingElse()
    {
        bool openedFirst = false;
        m_test->open();
        m_test->database->write(TestDatabase::insert(u"a"_s), [&](Result<qint64> &&) {
            openedFirst = m_test->opened.has_value();
        });
        QTRY_VERIFY(m_test->opened);
        QVERIFY(m_test->opened->ok());
        QTRY_VERIFY(openedFirst);
    }

    void resultsComeInTheOrderOfTheJobs()
    {
        m_test->open();
        QList<int> order;
        for (int i = 0; i < 500; ++i) {
            const auto done = [&order, i](Result<qint64> &&result) {
                if (result.ok())
                    order.append(i);
            };
            if (i % 7 == 3)
                m_test->database->readInOrder(TestDatabase::count, done);
            else
                m_test->database->write(TestDatabase::insert(QString::number(i)), done);
        }
        QTRY_COMPARE(order.size(), 500);
        QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
    }

    void anOrderedReadSeesExactlyTheWritesDeliveredBeforeIt()
    {
        m_test->open();
        qint64 delivered = 0;
        int compared = 0;
        for (int i = 0; i < 300; ++i) {
            m_test->database->write(TestDatabase::insert(QString::number(i)),
                                    [&](Result<qint64> &&result) { delivered += result.ok(); });
            if (i % 5 == 0) {
                m_test->database->readInOrder(TestDatabase::count, [&](Result<qint64> &&seen) {
                    QVERIFY(seen.ok());
                    QCOMPARE(*seen, delivered);
                    ++compared;
                });
            }
        }
        QTRY_COMPARE(compared, 60);
    }

    void aJobThatFailsIsUndoneAlone()
    {
        m_test->open();
        // Held back until all three wait: so they share a batch.
        QSemaphore gate;
        m_test->database->readInOrder(
            [&gate](Connection &) {
                gate.acquire();
                return Result<void>();
            },
            [](Result<void> &&) {});
        QList<Result<qint64>> results;
        const auto done = [&](Result<qint64> &&result) { results.append(result); };
        m_test->database->write(TestDatabase::insert(u"a"_s), done);
        m_test->database->write(
            [](Connection &connection) -> Result<qint64> {
                (void)TestDatabase::insert(u"b"_s)(connection);
                return TestDatabase::insert(u"a"_s)(connection); // breaks UNIQUE
            },
            done);
        m_test->database->write(TestDatabase::count, done);
        gate.release();
        QTRY_COMPARE(results.size(), 3);
        QVERIFY(results.at(0).ok());
        QCOMPARE(results.at(1).error().code, ErrorCode::Taken);
        QCOMPARE(*results.at(2), 1); // sees the first, not what the second wrote before it failed
    }

    void moreThanMaxJobsAreRefusedAtOnce()
    {
        Database::Options options = m_test->options();
        options.maxJobs = 3; // the opening is one of them
        m_test->open(options);
        int done = 0;
        const auto count = [&](Result<qint64> &&result) { done += result.ok(); };
        m_test->database->write(TestDatabase::insert(u"a"_s), count);
        m_test->database->write(TestDatabase::insert(u"b"_s), count);
        std::optional<ErrorCode> refused;
        m_test->database->write(TestDatabase::insert(u"c"_s),
                                [&](Result<qint64> &&result) { refused = result.error().code; });
        QCOMPARE(refused, ErrorCode::Busy);
        QTRY_COMPARE(done, 2);
        m_test->database->write(TestDatabase::insert(u"c"_s), count);
        QTRY_COMPARE(done, 3);
    }

    void readersSeeWhatIsCommittedAndCannotWrite()
    {
        m_test->open();
        std::optional<Result<qint64>> seen;
        m_test->database->write(TestDatabase::insert(u"a"_s), [&](Result<qint64> &&) {
            m_test->database->read(TestDatabase::count,
                                   [&](Result<qint64> &&result) { seen = result; });
        });
        QTRY_VERIFY(seen);
        QCOMPARE(**seen, 1);
        std::optional<Result<qint64>> written;
        m_test->database->read(TestDatabase::insert(u"b"_s),
                               [&](Result<qint64> &&result) { written = result; });
        QTRY_VERIFY(written);
        QVERIFY(!written->ok());
    }

    void theNextOwnerWaitsForTheFileToBeFree()
    {
        m_test->open();
        QTRY_VERIFY(m_test->opened);
        TestDatabase next(m_directory->path());
        next.open();
        bool wrote = false;
        m_test->database->write(TestDatabase::insert(u"a"_s),
                                [&](Result<qint64> &&) { wrote = true; });
        QTRY_VERIFY(wrote);
        QVERIFY(!next.opened);
        m_test->database.reset();
        QTRY_VERIFY(next.opened);
        QVERIFY(next.opened->ok());
    }

    void aFileThatStaysTakenIsAnErrorForEveryJob()
    {
        m_test->open();
        QTRY_VERIFY(m_test->opened);
        TestDatabase next(m_directory->path());
        Database::Options options = next.options();
        options.writer.lockWaitMs = 30;
        next.open(options);
        std::optional<ErrorCode> code;
        next.database->write(TestDatabase::insert(u"a"_s),
                             [&](Result<qint64> &&result) { code = result.error().code; });
        QTRY_VERIFY(next.opened);
        QCOMPARE(next.opened->error().code, ErrorCode::Busy);
        QTRY_COMPARE(code, ErrorCode::Busy);
        std::optional<ErrorCode> readCode;
        next.database->read(TestDatabase::count,
                            [&](Result<qint64> &&result) { readCode = result.error().code; });
        QTRY_COMPARE(readCode, ErrorCode::Busy);
    }

    void aFileThatIsNoDatabaseIsAnError()
    {
        QFile file(m_directory->filePath(u"test.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        m_test->open();
        QTRY_VERIFY(m_test->opened);
        QCOMPARE(m_test->opened->error().code, ErrorCode::Storage);
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<TestDatabase> m_test;
};

QTEST_GUILESS_MAIN(TestDatabaseOrder)
#include "tst_database.moc"
