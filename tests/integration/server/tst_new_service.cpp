// SPDX-License-Identifier: LGPL-3.0-or-later
//
// 'lanroomctl new': what it makes passes its own test, and what it refuses leaves nothing behind. (The
// newcomer of tests/browser builds it and talks to it.)
#include "support/server_process.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtTest/qtest.h>

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

struct Outcome
{
    int status;
    QString text; // stdout and stderr
};

Outcome run(const QString &folder, const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(kPatienceMs))
        return {-1, u"it did not end"_s};
    return {process.exitCode(), QString::fromUtf8(process.readAll())};
}

} // namespace

class tst_NewService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesOneThatPassesItsTest_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("test");
        QTest::newRow("python") << u"python"_s << QStringList{u"python3"_s, u"test_service.py"_s};
        QTest::newRow("shell") << u"shell"_s << QStringList{u"./test_service.sh"_s};
    }
    void makesOneThatPassesItsTest()
    {
        QFETCH(const QString, language);
        QFETCH(const QStringList, test);
        const Outcome made = make({u"guest-book"_s, u"--language"_s, language});
        QVERIFY2(made.status == 0, qPrintable(made.text));
        const QString folder = m_place.filePath(u"guest-book"_s);
        const QString program = test.first().startsWith(u'.') ? folder + test.first().sliced(1) : test.first();
        const Outcome passed = run(folder, program, test.sliced(1));
        QVERIFY2(passed.status == 0, qPrintable(passed.text));
        // A test that passes whatever the service does would be none.
        spoil(folder + (language == u"python"_s ? u"/service.py"_s : u"/service.sh"_s));
        QVERIFY(run(folder, program, test.sliced(1)).status != 0);
    }

    void fillsInTheName()
    {
        for (const QString &language : {u"cpp"_s, u"python"_s, u"shell"_s}) {
            QVERIFY(make({u"guest-book"_s, u"--language"_s, language}).status == 0);
            const QDir folder(m_place.filePath(u"guest-book"_s));
            QVERIFY(folder.exists(u"guest-book.service.json"_s));
            for (const QString &name : folder.entryList(QDir::Files)) {
                QFile file(folder.filePath(name));
                QVERIFY(file.open(QFile::ReadOnly));
                const QByteArray text = file.readAll();
                QVERIFY2(!text.contains("@NAME@") && !text.contains("@CLASS@"), qPrintable(name));
            }
            cleanup();
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("sign") << QStringList{u"Guest_Book"_s} << u"'Guest_Book' is no name for a service"_s;
        QTest::newRow("path") << QStringList{u"../up"_s} << u"is no name for a service"_s;
        QTest::newRow("empty") << QStringList{QString()} << u"is no name for a service"_s;
        QTest::newRow("long") << QStringList{QString(33, u'a')} << u"is no name for a service"_s;
        QTest::newRow("ours") << QStringList{u"healthz"_s} << u"the server itself answers at /healthz"_s;
        for (const QString &name : {u"chat"_s, u"guestbook"_s, u"demo-chatroom"_s})
            QTest::addRow("shipped %s", qPrintable(name))
                << QStringList{name} << u"Lanroom has a service '%1' of its own"_s.arg(name);
        QTest::newRow("cmake") << QStringList{u"test"_s} << u"CMake keeps the name 'test'"_s;
        QTest::newRow("language") << QStringList{u"hello"_s, u"--language"_s, u"cobol"_s}
                                  << u"no template for 'cobol', but for cpp, python, shell"_s;
    }
    void refuses()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, says);
        const Outcome refused = make(arguments);
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.text.contains(says), qPrintable(refused.text));
        QVERIFY(QDir(m_place.path()).isEmpty());
    }

    void leavesWhatIsThere()
    {
        QVERIFY(make({u"hello"_s, u"--language"_s, u"shell"_s}).status == 0);
        spoil(m_place.filePath(u"hello/service.sh"_s));
        const Outcome again = make({u"hello"_s, u"--language"_s, u"shell"_s});
        QCOMPARE(again.status, 1);
        QVERIFY2(again.text.contains(u"is there already"_s), qPrintable(again.text));
        QVERIFY(run(m_place.filePath(u"hello"_s), u"sh"_s, {u"test_service.sh"_s}).status != 0);
    }

    void cleanup()
    {
        for (const QString &name : QDir(m_place.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
            QDir(m_place.filePath(name)).removeRecursively();
    }

private:
    Outcome make(const QStringList &arguments) const
    {
        return run(m_place.path(), ServerProcess::program(u"lanroomctl"_s), QStringList{u"new"_s} + arguments);
    }

    static void spoil(const QString &name)
    {
        QFile file(name);
        QVERIFY(file.open(QFile::ReadWrite));
        const QByteArray text = file.readAll().replace("heard", "missed");
        file.resize(0);
        file.seek(0);
        file.write(text);
    }

    QTemporaryDir m_place;
};

QTEST_GUILESS_MAIN(tst_NewService)
#include "tst_new_service.moc"
