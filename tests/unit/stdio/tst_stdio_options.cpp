// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/options.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class TestStdioOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads()
    {
        const Result<StdioOptions> json =
            StdioOptions::parse({u"json"_s, u"--"_s, u"awk"_s, u"-f"_s, u"x"_s});
        QVERIFY(json.ok() && json->mode == StdioOptions::Mode::Json);
        QCOMPARE(json->lines.command, (QStringList{u"awk"_s, u"-f"_s, u"x"_s}));
        const Result<StdioOptions> lines =
            StdioOptions::parse({u"lines"_s, u"--at-once"_s, u"3"_s, u"--line-bytes"_s, u"100"_s,
                                 u"--"_s, u"cat"_s, u"--"_s});
        QVERIFY(lines.ok() && lines->mode == StdioOptions::Mode::Lines);
        QCOMPARE(lines->lines.atOnce, 3);
        QCOMPARE(lines->lines.lineBytes, 100);
        QCOMPARE(lines->lines.command, (QStringList{u"cat"_s, u"--"_s}));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("why");
        QTest::newRow("nothing") << u""_s << u"there is no program after --"_s;
        QTest::newRow("no program") << u"lines --"_s << u"there is no program after --"_s;
        QTest::newRow("no mode") << u"-- cat"_s << u"the first word is 'json' or 'lines'"_s;
        QTest::newRow("another mode")
            << u"xml -- cat"_s << u"the first word is 'json' or 'lines'"_s;
        QTest::newRow("not for json")
            << u"json --at-once 3 -- cat"_s << u"json takes no --at-once"_s;
        QTest::newRow("unknown") << u"lines --fast -- cat"_s << u"lines takes no --fast"_s;
        QTest::newRow("no number")
            << u"lines --at-once -- cat"_s << u"--at-once takes a number from 1 to 1024"_s;
        QTest::newRow("too many") << u"lines --at-once 1025 -- cat"_s
                                  << u"--at-once takes a number from 1 to 1024"_s;
        QTest::newRow("none") << u"lines --line-bytes 0 -- cat"_s
                              << u"--line-bytes takes a number from 1 to 1048576"_s;
    }

    void refuses()
    {
        QFETCH(QString, line);
        QFETCH(QString, why);
        const Result<StdioOptions> options =
            StdioOptions::parse(line.split(u' ', Qt::SkipEmptyParts));
        QVERIFY(!options.ok());
        QCOMPARE(options.error().message, why);
    }
};

QTEST_APPLESS_MAIN(TestStdioOptions)
#include "tst_stdio_options.moc"
