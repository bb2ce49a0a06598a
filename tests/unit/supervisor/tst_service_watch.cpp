// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_watch.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kWithin = 20'000; // of which a quiet machine needs less than one
}

/// Real folders, and the system's own word of what changes in them.
class tst_ServiceWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        QDir(m_dir->path()).mkpath(u"first"_s);
        QDir(m_dir->path()).mkpath(u"second"_s);
        m_watch = std::make_unique<ServiceWatch>(
            QStringList{m_dir->filePath(u"first"_s), m_dir->filePath(u"missing"_s),
                        m_dir->filePath(u"second"_s)},
            QStringList{});
    }

    void cleanup() { m_watch.reset(); }

    void whatIsThereCountsAtOnce()
    {
        drop(u"first/a.service.json"_s, u"a"_s);
        drop(u"first/b/b.service.json"_s, u"b"_s);
        drop(u"first/.c/c.service.json"_s, u"c"_s);
        drop(u"first/d/e/d.service.json"_s, u"d"_s);
        write(u"first/note.txt"_s, "not a manifest");
        m_watch->start();
        QCOMPARE(names(), (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(m_watch->choice().bad.isEmpty());
        QCOMPARE(m_watch->choice().manifests.last().folder, m_dir->filePath(u"first/b"_s));
    }

    void badOneHurtsNoOther()
    {
        drop(u"first/a.service.json"_s, u"a"_s);
        write(u"first/b.service.json"_s, "{\n\"name\": 7\n}");
        write(u"first/c.service.json"_s, R"({"name":"c","path":"/c","command":["no-such-program"]})");
        m_watch->start();
        QCOMPARE(names(), QStringList{u"a"_s});
        QCOMPARE(m_watch->choice().bad.size(), 2);
        QCOMPARE(m_watch->choice().bad.first().name, u"b"_s);
        QVERIFY(m_watch->choice().bad.first().why.contains(u"first/b.service.json: line 2: 'name'"_s));
        QVERIFY2(m_watch->choice().bad.last().why.contains(u"c.service.json: the program no-such-program"_s),
                 qPrintable(m_watch->choice().bad.last().why));
    }

    void aProgramThatMayNotRunIsNotCalledMissing()
    {
        write(u"first/a/run"_s, "#!/bin/sh\n");
        write(u"first/a/a.service.json"_s, R"({"name":"a","path":"/a","command":["./run"]})");
        m_watch->start();
        QCOMPARE(m_watch->choice().bad.size(), 1);
        QVERIFY2(m_watch->choice().bad.first().why.endsWith(
                     u"first/a/run is not executable: 'chmod +x' makes it so"_s),
                 qPrintable(m_watch->choice().bad.first().why));
    }

    void comesAndGoes()
    {
        m_watch->start();
        drop(u"second/a/a.service.json"_s, u"a"_s);
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"a"_s}, kWithin);
        QVERIFY(QDir(m_dir->filePath(u"second/a"_s)).removeRecursively());
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{}, kWithin);
        QVERIFY(m_watch->choice().bad.isEmpty());
    }

    /// Nobody tells of a folder that isn't there yet: it is found by looking now and then.
    void folderMayComeLater()
    {
        m_watch->start();
        drop(u"missing/a.service.json"_s, u"a"_s);
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"a"_s}, kWithin);
    }

    void changeIsRead()
    {
        drop(u"first/a.service.json"_s, u"a"_s);
        m_watch->start();
        drop(u"first/a.service.json"_s, u"a"_s, R"(,"title":"One")");
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"One"_s, kWithin);
        // Replaced by another file, as editors do; and that one changed in its place.
        drop(u"first/.new"_s, u"a"_s, R"(,"title":"Two and more")");
        QVERIFY(QFile::remove(m_dir->filePath(u"first/a.service.json"_s)));
        QVERIFY(QFile::rename(m_dir->filePath(u"first/.new"_s), m_dir->filePath(u"first/a.service.json"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Two and more"_s, kWithin);
        drop(u"first/a.service.json"_s, u"a"_s, R"(,"title":"Three")");
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Three"_s, kWithin);
    }

    void laterFolderStandsInAndLeaves()
    {
        drop(u"first/a.service.json"_s, u"a"_s, R"(,"title":"One")");
        m_watch->start();
        drop(u"second/a/a.service.json"_s, u"a"_s, R"(,"title":"Two")");
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"Two"_s, kWithin);
        QVERIFY(QFile::remove(m_dir->filePath(u"second/a/a.service.json"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(title(), u"One"_s, kWithin);
    }

    void goodOneGoesOnWhenItsManifestBecomesBad()
    {
        drop(u"first/a.service.json"_s, u"a"_s);
        m_watch->start();
        write(u"first/a.service.json"_s, "{");
        QTRY_COMPARE_WITH_TIMEOUT(m_watch->choice().bad.size(), 1, kWithin);
        QCOMPARE(names(), QStringList{u"a"_s});
        drop(u"first/a.service.json"_s, u"a"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_watch->choice().bad.size(), 0, kWithin);
        QCOMPARE(names(), QStringList{u"a"_s});
    }

    void waitsForTheProgram()
    {
        m_watch->start();
        QSignalSpy changed(m_watch.get(), &ServiceWatch::changed);
        write(u"first/a/a.service.json"_s, R"({"name":"a","path":"/a","command":["./run"]})");
        write(u"first/a/run"_s, "#!/bin/sh\n");
        makeExecutable(u"first/a/run"_s);
        QTRY_COMPARE_WITH_TIMEOUT(names(), QStringList{u"a"_s}, kWithin);
        QCOMPARE(changed.size(), 1); // and nobody complained meanwhile
    }

    void tellsOfAnotherProgram()
    {
        write(u"first/a/run"_s, "#!/bin/sh\n");
        makeExecutable(u"first/a/run"_s);
        write(u"first/a/a.service.json"_s, R"({"name":"a","path":"/a","command":["./run"]})");
        write(u"first/s/s.py"_s, "pass\n");
        write(u"first/s/s.service.json"_s, R"({"name":"s","path":"/s","command":["env","s.py"]})");
        m_watch->start();
        QSignalSpy changed(m_watch.get(), &ServiceWatch::changed);
        QSignalSpy programs(m_watch.get(), &ServiceWatch::programChanged);
        write(u"first/a/run"_s, "#!/bin/sh\necho\n");
        QTRY_COMPARE_WITH_TIMEOUT(programs.size(), 1, kWithin);
        QCOMPARE(programs.first().first().toString(), u"a"_s);
        write(u"first/s/s.py"_s, "pass # and think\n");
        QTRY_COMPARE_WITH_TIMEOUT(programs.size(), 2, kWithin);
        QCOMPARE(programs.last().first().toString(), u"s"_s);
        QCOMPARE(changed.size(), 0);
        // Both at once, as a new version comes.
        write(u"first/a/run"_s, "#!/bin/sh\necho again\n");
        write(u"first/a/a.service.json"_s, R"({"name":"a","path":"/a","title":"A","command":["./run"]})");
        QTRY_COMPARE_WITH_TIMEOUT(programs.size(), 3, kWithin);
        QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, kWithin);
    }

private:
    void write(const QString &name, const QByteArray &text)
    {
        const QString path = m_dir->filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    void makeExecutable(const QString &name)
    {
        QVERIFY(QFile::setPermissions(m_dir->filePath(name), QFile::ReadOwner | QFile::WriteOwner |
                                                                 QFile::ExeOwner));
    }

    void drop(const QString &file, const QString &name, const QByteArray &more = {})
    {
        write(file, u"{\"name\":\"%1\",\"path\":\"/%1\",\"command\":[\"/bin/true\"]"_s.arg(name).toUtf8() +
                        more + '}');
    }

    QStringList names() const
    {
        QStringList all;
        for (const Manifest &manifest : m_watch->choice().manifests)
            all.append(manifest.name);
        return all;
    }

    QString title() const { return m_watch->choice().manifests.value(0).title; }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ServiceWatch> m_watch;
};

QTEST_GUILESS_MAIN(tst_ServiceWatch)
#include "tst_service_watch.moc"
