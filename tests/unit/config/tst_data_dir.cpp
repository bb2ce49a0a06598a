// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/data_dir.h"

#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class tst_DataDir : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesPrivateFolderWithParents()
    {
        const QString dir = m_dir.filePath(u"a/b"_s);
        QVERIFY(DataDir::prepare(dir));
        const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup
            | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFileInfo(dir).permissions() & others));
        QVERIFY(DataDir::prepare(dir));
        QVERIFY(QDir(dir).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void refusesFileInTheWay()
    {
        const QString path = m_dir.filePath(u"file"_s);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        const Result<void> same = DataDir::prepare(path);
        QVERIFY(!same);
        QCOMPARE(same.error().code, ErrorCode::Denied);
        const Result<void> below = DataDir::prepare(path + u"/below"_s);
        QVERIFY(!below);
        QVERIFY(below.error().message.contains(path));
    }

    void refusesReadOnlyPlace()
    {
        // /proc refuses new files from everyone, root included.
        if (!QFileInfo::exists(u"/proc/self"_s))
            QSKIP("needs /proc");
        QVERIFY(!DataDir::prepare(u"/proc/self"_s));
        QVERIFY(!DataDir::prepare(u"/proc/lanroom-test"_s));
    }

    void takesWhatIsGiven()
    {
        QCOMPARE(*DataDir::given(u"/a/b"_s), u"/a/b"_s);
        QCOMPARE(*DataDir::given(u"here"_s), QDir::currentPath() + u"/here"_s);
        const Result<QString> none = DataDir::given(QString());
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::BadRequest);
    }

private:
    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(tst_DataDir)
#include "tst_data_dir.moc"
