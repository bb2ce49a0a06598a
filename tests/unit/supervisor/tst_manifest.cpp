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

    void readsEverything()
    {
        const auto m = Manifest::parse(
            json("{'name':'a','path':'/a','command':['x'],'title':'A b','about':'Does c.',"
                 "'environment':{'LEVEL':'3','EMPTY':''},'start':'demand','idle_stop_s':60,"
                 "'sub_paths':true,'instances':4,'memory_mb':128,'cpu_percent':50,'processes':8,'restart':'never',"
                 "'origins':['*','null','https://a.example:81','http://[::1]'],'stdio':'lines'}"));
        QVERIFY2(m, m ? "" : qPrintable(m.error().message));
        QCOMPARE(m->title, u"A b"_s);
        QCOMPARE(m->about, u"Does c."_s);
        QCOMPARE(m->environment, (QMap<QString, QString>{{u"LEVEL"_s, u"3"_s}, {u"EMPTY"_s, {}}}));
        QVERIFY(m->start == Manifest::Start::OnDemand);
        QVERIFY(m->restart == Manifest::Restart::Never);
        QVERIFY(m->stdio == Manifest::Stdio::Lines);
        QCOMPARE(m->idleStopSeconds, 60);
        QCOMPARE(m->instances, 4);
        QCOMPARE(m->memoryMb, 128);
        QCOMPARE(m->cpuPercent, 50);
        QCOMPARE(m->processes, 8);
        QCOMPARE(m->origins.size(), 4);
    }

    void shortestHasDefaults()
    {
        const auto m = Manifest::parse(json("{'name':'a','path':'/a','command':['x']}"));
        QVERIFY(m);
        QVERIFY(!m->subPaths && !m->localOnly);
        QVERIFY(m->start == Manifest::Start::WithServer && m->restart == Manifest::Restart::Always);
        QVERIFY(m->stdio == Manifest::Stdio::None);
        QCOMPARE(m->instances, 1);
        QCOMPARE(m->idleStopSeconds, 0);
    }

    void tellsTheLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("complaint");
        QTest::newRow("empty") << QByteArray() << u"line 1: not JSON"_s;
        QTest::newRow("not closed") << json("{\n'name':'a',\n'path':'/a'\n") << u"line 4: not JSON"_s;
        QTest::newRow("no comma")
            << json("{\n'name':'a'\n'path':'/a'\n}") << u"line 3: not JSON"_s;
        QTest::newRow("wrong value") << json("{\n'name':'a',\n'path':7,\n'command':['x']}")
                                     << u"line 3: 'path' must be"_s;
        QTest::newRow("the first of two")
            << json("{\n'command':[],\n'name':'A',\n'path':'/a'}") << u"line 2: 'command'"_s;
        QTest::newRow("unknown") << json("{'name':'a',\n'path':'/a',\n'command':['x'],\n'pth':1}")
                                 << u"line 4: unknown member 'pth'"_s;
        QTest::newRow("missing") << json("\n{'name':'a',\n'path':'/a'}")
                                 << u"line 2: 'command' is missing"_s;
        QTest::newRow("twice") << json("{'name':'a',\n'path':'/a',\n'path':'/b','command':['x']}")
                               << u"line 3: 'path' stands there twice"_s;
        // What looks like a member further in, or within a text, is none.
        QTest::newRow("deeper") << json("{'environment':{'title':\n'x'},'name':'a','path':'/a',"
                                        "'command':['\\'title\\':[{,','title'],\n'title':7}")
                                << u"line 3: 'title' must be"_s;
        QTest::newRow("escaped") << json("{'name':'a','path':'/a','command':['x'],\n'\\u0074itle':7}")
                                 << u"line 2: 'title' must be"_s;
    }

    void tellsTheLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, complaint);
        const auto m = Manifest::parse(text);
        QVERIFY(!m);
        QVERIFY2(m.error().message.startsWith(complaint), qPrintable(m.error().message));
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
        for (const char *bytes : {"-1", "1.5", "1048577", "'64k'"})
            QTest::addRow("message_bytes %s", bytes)
                << json("{'name':'a','path':'/a','command':['x'],'message_bytes':" +
                        QByteArray(bytes) + "}");
        const auto with = [](const QByteArray &member) {
            QTest::newRow(member) << json("{'name':'a','path':'/a','command':['x']," + member + "}");
        };
        with("'title':'two\\nlines'");
        with("'title':'" + QByteArray(81, 'a') + "'");
        with("'about':7");
        with("'environment':['A=b']");
        with("'environment':{'A':1}");
        with("'environment':{'A=':'b'}");
        with("'environment':{'A':'zero\\u0000'}");
        with("'environment':{'LANROOM_TOKEN':'b'}");
        with("'start':'now'");
        with("'start':true");
        with("'restart':'sometimes'");
        with("'stdio':'text'");
        with("'stdio':''");
        with("'idle_stop_s':-1");
        with("'idle_stop_s':1.5");
        with("'idle_stop_s':'1'");
        with("'instances':0");
        with("'instances':2"); // one path, one instance: the other would have no work
        with("'sub_paths':true,'instances':17");
        with("'memory_mb':-1");
        with("'cpu_percent':6401");
        with("'processes':4097");
        with("'origins':'*'");
        with("'origins':['example.org']");
        with("'origins':['https://example.org/']");
        with("'origins':['https://Example.org']");
        with("'origins':['*','*']");
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

    void fileErrorsNameTheFile()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"a.service.json"_s);
        QVERIFY(!Manifest::read(file));
        write(dir, u"a.service.json"_s, json("{'name':'a',\n'path':'/a','command':7}"));
        QCOMPARE(Manifest::read(file).error().message,
                 file + u": line 2: 'command' must be a list of texts: a program and its arguments"_s);
        write(dir, u"a.service.json"_s, json("{'name':'b','path':'/b','command':['x']}"));
        QVERIFY(Manifest::read(file).error().message.startsWith(file + u": its name is 'b'"_s));
        write(dir, u"a.service.json"_s, QByteArray(Manifest::kMaxFileBytes + 1, ' '));
        QVERIFY(Manifest::read(file).error().message.startsWith(file + u": longer than"_s));
        write(dir, u"a.service.json"_s, json("{'name':'a','path':'/b','command':['x']}"));
        const auto m = Manifest::read(file);
        QVERIFY(m);
        QCOMPARE(m->folder, dir.path());
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
