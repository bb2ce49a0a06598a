// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/line_reader.h"

#include <QtCore/qlist.h>
#include <QtTest/qtest.h>

using namespace Lanroom;

namespace {

QList<QByteArray> all(LineReader &reader)
{
    QList<QByteArray> lines;
    while (const auto line = reader.next())
        lines.append(*line);
    return lines;
}

} // namespace

class TestLineReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesLinesHoweverTheyCome()
    {
        const QByteArray text = "one\n\ntwo\r\nthr\ree\nrest";
        const QList<QByteArray> lines{"one", "", "two", "thr\ree"};
        for (qsizetype piece = 1; piece <= text.size(); ++piece) {
            LineReader reader(10);
            QList<QByteArray> got;
            for (qsizetype at = 0; at < text.size(); at += piece) {
                reader.feed(QByteArrayView(text).sliced(at, qMin(piece, text.size() - at)));
                got += all(reader);
            }
            QCOMPARE(got, lines);
            QCOMPARE(reader.rest(), QByteArray("rest"));
            QVERIFY(!reader.rest());
        }
    }

    void takesTheLongestLine()
    {
        LineReader reader(4);
        reader.feed("1234\r");
        QVERIFY(all(reader).isEmpty());
        QVERIFY(!reader.isOverlong());
        reader.feed("\n1234\n");
        QCOMPARE(all(reader), (QList<QByteArray>{"1234", "1234"}));
        QVERIFY(!reader.isOverlong());
    }

    void stopsAtALineOverTheLimit_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("with its end") << QByteArray("12345\n");
        QTest::newRow("without") << QByteArray("123456");
        QTest::newRow("after others") << QByteArray("1\n2\n12345\n3\n");
    }

    void stopsAtALineOverTheLimit()
    {
        QFETCH(QByteArray, text);
        LineReader reader(4);
        reader.feed(text);
        QVERIFY(!all(reader).contains("3"));
        QVERIFY(reader.isOverlong());
        reader.feed("4\n");
        QVERIFY(all(reader).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestLineReader)
#include "tst_line_reader.moc"
