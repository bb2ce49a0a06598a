// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/home.h"
#include "support/test_database.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qsemaphore.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
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
        m_test->database->write(TestDatabase::insert(u"a"_s)).then([&](const Result<qint64> &) {
            openedFirst = m_test->opened().isFinished();
        });
        QTRY_VERIFY(m_test->opened().isFinished());
        QVERIFY(m_test->opened().result().ok());
        QTRY_VERIFY(openedFirst);
    }

    void resultsComeInTheOrderOfTheJobs()
    {
        m_test->open();
        QList<int> order;
        for (int i = 0; i < 500; ++i) {
            const auto done = [&order, i](const Result<qint64> &result) {
                if (result.ok())
                    order.append(i);
            };
            if (i % 7 == 3)
                m_test->database->readInOrder(TestDatabase::count).then(done);
            else
                m_test->database->write(TestDatabase::insert(QString::number(i))).then(done);
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
            m_test->database->write(TestDatabase::insert(QString::number(i)))
                .then([&](const Result<qint64> &result) { delivered += result.ok(); });
            if (i % 5 == 0) {
                m_test->database->readInOrder(TestDatabase::count)
                    .then([&](const Result<qint64> &seen) {
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
        m_test->database->readInOrder([&gate](Connection &) {
            gate.acquire();
            return Result<void>();
        });
        QList<Result<qint64>> results;
        const auto done = [&](const Result<qint64> &result) { results.append(result); };
        m_test->database->write(TestDatabase::insert(u"a"_s)).then(done);
        m_test->database
            ->write([](Connection &connection) -> Result<qint64> {
                (void)TestDatabase::insert(u"b"_s)(connection);
                return TestDatabase::insert(u"a"_s)(connection); // breaks UNIQUE
            })
            .then(done);
        m_test->database->write(TestDatabase::count).then(done);
        gate.release();
        QTRY_COMPARE(results.size(), 3);
        QVERIFY(results.at(0).ok());
        QCOMPARE(results.at(1).error().code, ErrorCode::Taken);
        QCOMPARE(*results.at(2), 1); // sees the first, not what the second wrote before it failed
    }

    void moreThanMaxJobsAreRefusedAtOnce()
    {
        DatabaseOptions options = m_test->options();
        options.maxWrites = 3; // the opening is one of them
        m_test->open(options);
        int done = 0;
        const auto count = [&](const Result<qint64> &result) { done += result.ok(); };
        m_test->database->write(TestDatabase::insert(u"a"_s)).then(count);
        m_test->database->write(TestDatabase::insert(u"b"_s)).then(count);
        const QFuture<Result<qint64>> refused =
            m_test->database->write(TestDatabase::insert(u"c"_s));
        QVERIFY(refused.isFinished());
        QCOMPARE(refused.result().error().code, ErrorCode::Busy);
        QTRY_COMPARE(done, 2);
        m_test->database->write(TestDatabase::insert(u"c"_s)).then(count);
        QTRY_COMPARE(done, 3);
    }

    void readersSeeWhatIsCommittedAndCannotWrite()
    {
        m_test->open();
        const QFuture<Result<qint64>> first = m_test->database->write(TestDatabase::insert(u"a"_s));
        QTRY_VERIFY(first.isFinished());
        const QFuture<Result<qint64>> seen = m_test->database->read(TestDatabase::count);
        QTRY_VERIFY(seen.isFinished());
        QCOMPARE(*seen.result(), 1);
        const QFuture<Result<qint64>> written =
            m_test->database->read(TestDatabase::insert(u"b"_s));
        QTRY_VERIFY(written.isFinished());
        QCOMPARE(written.result().error().code, ErrorCode::Denied);
    }

    void theNextOwnerWaitsForTheFileToBeFree()
    {
        m_test->open();
        QTRY_VERIFY(m_test->opened().isFinished());
        TestDatabase next(m_directory->path());
        next.open();
        const QFuture<Result<qint64>> wrote = m_test->database->write(TestDatabase::insert(u"a"_s));
        QTRY_VERIFY(wrote.isFinished());
        QVERIFY(!next.opened().isFinished());
        m_test->database.reset();
        QTRY_VERIFY(next.opened().isFinished());
        QVERIFY(next.opened().result().ok());
    }

    void aFileThatStaysTakenIsAnErrorForEveryJob()
    {
        m_test->open();
        QTRY_VERIFY(m_test->opened().isFinished());
        TestDatabase next(m_directory->path());
        DatabaseOptions options = next.options();
        options.waitMs = 30;
        next.open(options);
        const QFuture<Result<qint64>> write = next.database->write(TestDatabase::insert(u"a"_s));
        const QFuture<Result<qint64>> read = next.database->read(TestDatabase::count);
        QTRY_VERIFY(next.opened().isFinished());
        QCOMPARE(next.opened().result().error().code, ErrorCode::Busy);
        QTRY_VERIFY(write.isFinished() && read.isFinished());
        QCOMPARE(write.result().error().code, ErrorCode::Busy);
        QCOMPARE(read.result().error().code, ErrorCode::Busy);
    }

    void aFileThatIsRemovedTakesNoMoreWrites_data()
    {
        QTest::addColumn<QStringList>("removed");
        QTest::addColumn<bool>("replaced");
        const QString log = u"test.db-wal"_s;
        QTest::newRow("all") << QStringList{u"test.db"_s, log, u"test.db-shm"_s, u"test.db.lock"_s} << false;
        QTest::newRow("the database") << QStringList{u"test.db"_s} << false;
        QTest::newRow("its log") << QStringList{log} << false;
        QTest::newRow("replaced") << QStringList{u"test.db"_s, log} << true;
    }
    void aFileThatIsRemovedTakesNoMoreWrites()
    {
        QFETCH(const QStringList, removed);
        QFETCH(const bool, replaced);
        m_test->open();
        const auto write = [this](const QString &text) {
            const QFuture<Result<qint64>> done = m_test->database->write(TestDatabase::insert(text));
            return QTest::qWaitFor([&] { return done.isFinished(); }, 20'000)
                       ? done.result()
                       : Error{ErrorCode::Timeout, u"nothing came"_s};
        };
        QVERIFY(write(u"a"_s));
        QStringList troubles;
        Storage::Home::here()->setTroubleListener(
            [&troubles](const void *, const QString &words) { troubles.append(words); });
        for (const QString &name : removed) {
            QVERIFY(QFile::remove(m_directory->filePath(name)));
            QFile other(m_directory->filePath(name));
            QVERIFY(!replaced || other.open(QFile::WriteOnly));
        }
        for (const QString &text : {u"b"_s, u"c"_s}) {
            const Result<qint64> refused = write(text);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::Storage);
            QVERIFY2(refused.error().message.contains(u"was removed or replaced"_s),
                     qPrintable(refused.error().message));
        }
        // Nor does it end without a word, which is what a successor would begin after.
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"removed or replaced .* what was written there is lost"_s));
        m_test->database.reset();
        Storage::Home::here()->setTroubleListener({});
        QCOMPARE(troubles.size(), 2); // once while it lasts, and that it is over with the database
        QVERIFY2(troubles.first().contains(u"was removed or replaced"_s), qPrintable(troubles.first()));
        QCOMPARE(troubles.last(), QString());
    }

    void aFolderThatIsMovedAwayAndBackTakesWritesAgain()
    {
        QVERIFY(QDir(m_directory->path()).mkdir(u"data"_s));
        DatabaseOptions options = m_test->options();
        options.folder = m_directory->filePath(u"data"_s);
        m_test->open(options);
        const auto write = [this](const QString &text) {
            const QFuture<Result<qint64>> done = m_test->database->write(TestDatabase::insert(text));
            return QTest::qWaitFor([&] { return done.isFinished(); }, 20'000) && done.result();
        };
        const auto move = [this](const QString &from, const QString &to) {
            return QFile::rename(m_directory->filePath(from), m_directory->filePath(to));
        };
        QVERIFY(write(u"a"_s));
        QVERIFY(move(u"data"_s, u"away"_s));
        QVERIFY(!write(u"b"_s));
        QVERIFY(move(u"away"_s, u"data"_s));
        QVERIFY(write(u"c"_s));
        m_test->database.reset();
        m_test->open(options);
        const QFuture<Result<qint64>> count = m_test->database->read(TestDatabase::count);
        QTRY_VERIFY(count.isFinished());
        QCOMPARE(*count.result(), 2);
    }

    void aFileThatIsNoDatabaseIsAnError()
    {
        QFile file(m_directory->filePath(u"test.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        m_test->open();
        QTRY_VERIFY(m_test->opened().isFinished());
        const Error error = m_test->opened().result().error();
        QCOMPARE(error.code, ErrorCode::Storage);
        QVERIFY2(error.message.startsWith(file.fileName()), qPrintable(error.message));
    }

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<TestDatabase> m_test;
};

QTEST_GUILESS_MAIN(TestDatabaseOrder)
#include "tst_database.moc"
