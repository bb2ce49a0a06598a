// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/file_lock.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class tst_FileLock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void secondHolderIsRefusedAndTold()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"lock"_s);
        {
            const auto first = FileLock::take(path);
            QVERIFY(first);
            const auto second = FileLock::take(path);
            QVERIFY(!second);
            QCOMPARE(second.error().code, ErrorCode::Taken);
            QVERIFY(second.error().message.contains(
                QString::number(QCoreApplication::applicationPid())));
        }
        QVERIFY(FileLock::take(path));
    }

    void missingFolderIsAnError()
    {
        const auto lock = FileLock::take(u"/nonexistent/lock"_s);
        QVERIFY(!lock);
        QCOMPARE(lock.error().code, ErrorCode::System);
    }

    void childrenDontInheritIt()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"lock"_s);
        QProcess child;
        {
            const auto lock = FileLock::take(path);
            QVERIFY(lock);
            child.start(u"cat"_s);
            QVERIFY(child.waitForStarted());
        }
        QVERIFY(FileLock::take(path));
        child.closeWriteChannel();
        QVERIFY(child.waitForFinished());
    }

    void killedHolderLetsGo()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"lock"_s);
        QProcess holder;
        holder.start(u"flock"_s, {path, u"-c"_s, u"echo held; exec cat"_s});
        if (!holder.waitForStarted())
            QSKIP("needs flock(1)");
        QVERIFY(holder.waitForReadyRead());
        QVERIFY(!FileLock::take(path));
        // Both flock(1) and what it runs hold the file; closing the pipe ends the latter.
        holder.kill();
        holder.closeWriteChannel();
        QVERIFY(holder.waitForFinished());
        QTRY_VERIFY(FileLock::take(path).ok());
    }
};

QTEST_GUILESS_MAIN(tst_FileLock)
#include "tst_file_lock.moc"
