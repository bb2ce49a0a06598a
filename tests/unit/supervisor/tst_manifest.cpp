// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/manifest.h"

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

/// JSON with ' for ", to be readable here.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

} // namespace

class tst_Manifest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhole()
    {
        const auto m = Manifest::parse(json("{'name':'relay','path':'/a/relay','command':['x','-y'],"
                                            "'sub_paths':true,'local_only':true,"
                                            "'subprotocols':['relay.v1','relay.v2'],"
                                            "'message_bytes':262144}"));
        QVERIFY(m);
        QCOMPARE(m->name, u"relay"_s);
        QCOMPARE(m->path, u"/a/relay"_s);
        QCOMPARE(m->command, (QStringList{u"x"_s, u"-y"_s}));
        QVERIFY(m->subPaths && m->localOnly);
        QCOMPARE(m->subprotocols, (QStringList{u"relay.v1"_s, u"relay.v2"_s}));
        QCOMPARE(m->messageBytes, 262144);
    }

    void flagsDefaultToFalse()
    {
        const auto m = Manifest::parse(json("{'name':'a','path':'/a','command':['x']}"));
        QVERIFY(m);
        QVERIFY(!m->subPaths && !m->localOnly);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("no name") << json("{'path':'/a','command':['x']}");
        QTest::newRow("name climbs") << json("{'name':'../a','path':'/a','command':['x']}");
        QTest::newRow("name newline") << json("{'name':'a\n','path':'/a','command':['x']}");
        QTest::newRow("long name")
            << json("{'name':'" + QByteArray(33, 'a') + "','path':'/a','command':['x']}");
        QTest::newRow("path bare") << json("{'name':'a','path':'a','command':['x']}");
        QTest::newRow("path root") << json("{'name':'a','path':'/','command':['x']}");
        QTest::newRow("path taken") << json("{'name':'a','path':'/healthz','command':['x']}");
        QTest::newRow("path climbs") << json("{'name':'a','path':'/..','command':['x']}");
        QTest::newRow("command text") << json("{'name':'a','path':'/a','command':'x'}");
        QTest::newRow("command empty") << json("{'name':'a','path':'/a','command':[]}");
        QTest::newRow("command numbers") << json("{'name':'a','path':'/a','command':[1]}");
        QTest::newRow("flag text")
            << json("{'name':'a','path':'/a','command':['x'],'local_only':'no'}");
        for (const char *list : {"'a'", "['']", "['a b']", "['a','a']", "[7]", "['a\\r\\nX: y']"})
            QTest::addRow("subprotocols %s", list)
                << json("{'name':'a','path':'/a','command':['x'],'subprotocols':" +
                        QByteArray(list) + "}");
        for (const char *bytes : {"0", "-1", "1048577", "'64k'"})
            QTest::addRow("message_bytes %s", bytes)
                << json("{'name':'a','path':'/a','command':['x'],'message_bytes':" +
                        QByteArray(bytes) + "}");
        QTest::newRow("typing error")
            << json("{'name':'a','path':'/a','command':['x'],'localonly':true}");
    }

    void refuses()
    {
        QFETCH(QByteArray, text);
        const auto m = Manifest::parse(text);
        QVERIFY(!m);
        QCOMPARE(m.error().code, ErrorCode::BadSetting);
    }

    void folderIsReadByName()
    {
        QTemporaryDir dir;
        write(dir, u"b.service.json"_s, json("{'name':'b','path':'/b','command':['x']}"));
        write(dir, u"a.service.json"_s, json("{'name':'a','path':'/a','command':['x']}"));
        write(dir, u"note.txt"_s, "not a manifest");
        const auto all = Manifest::loadFolder(dir.path());
        QVERIFY(all);
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->first().name, u"a"_s);
    }

    void folderErrorsNameTheFile()
    {
        QTemporaryDir dir;
        QVERIFY(!Manifest::loadFolder(dir.filePath(u"missing"_s)));
        write(dir, u"a.service.json"_s, json("{'name':'b','path':'/b','command':['x']}"));
        const auto misnamed = Manifest::loadFolder(dir.path());
        QVERIFY(!misnamed);
        QVERIFY(misnamed.error().message.contains(u"a.service.json"_s));
        write(dir, u"a.service.json"_s, json("{'name':'a','path':'/b','command':['x']}"));
        QVERIFY(Manifest::loadFolder(dir.path()));
        write(dir, u"b.service.json"_s, json("{'name':'b','path':'/b','command':['x']}"));
        QVERIFY(!Manifest::loadFolder(dir.path()));
    }

private:
    static void write(const QTemporaryDir &dir, const QString &name, const QByteArray &text)
    {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }
};

QTEST_GUILESS_MAIN(tst_Manifest)
#include "tst_manifest.moc"
