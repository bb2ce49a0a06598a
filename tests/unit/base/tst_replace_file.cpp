// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/replace_file.h"

#include "support/small_disk.h"

#include <QtCore/qdir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestReplaceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesForItsOwnerAlone()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("settings"));
        QVERIFY(replaceFile(path, "one\n"));
        QVERIFY(replaceFile(path, "two\n"));
        QCOMPARE(contentOf(path), QByteArray("two\n"));
        const QFile::Permissions others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(path) & others));
        QCOMPARE(QDir(directory.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    }

    void aPlaceThatIsNoneIsDenied()
    {
        const QTemporaryDir directory;
        const Result<void> done =
            replaceFile(directory.filePath(QStringLiteral("no/settings")), "x");
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Denied);
    }

    void aFullDiskLeavesTheOldContent()
    {
        Test::SmallDisk disk(256);
        if (!disk.isMounted())
            QSKIP("needs the right to mount");
        const QString path = disk.path(QStringLiteral("settings"));
        QVERIFY(replaceFile(path, "one\n"));
        QVERIFY(disk.fill());
        const Result<void> done = replaceFile(path, "two\n");
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Storage);
        QCOMPARE(contentOf(path), QByteArray("one\n"));
        QVERIFY(disk.makeRoom());
        QVERIFY(replaceFile(path, "two\n"));
        QCOMPARE(contentOf(path), QByteArray("two\n"));
    }
};

QTEST_GUILESS_MAIN(TestReplaceFile)
#include "tst_replace_file.moc"
