// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/worker_output.h"

#include <QtTest/qtest.h>

#include <utility>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Logged
{
    QtMsgType level;
    QString category;
    QString text;
};
QList<Logged> logged;

void keep(QtMsgType level, const QMessageLogContext &context, const QString &text)
{
    logged.append({level, QString::fromLatin1(context.category), text});
}

} // namespace

class tst_WorkerOutput : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        logged.clear();
        m_before = qInstallMessageHandler(keep);
    }
    void cleanup() { qInstallMessageHandler(m_before); }

    void tagsItsLines()
    {
        WorkerOutput output(u"chat"_s);
        output.begin(42);
        output.take("one\ntw");
        output.take("o\n\nthree");
        QCOMPARE(texts(), (QStringList{u"chat[42]: one"_s, u"chat[42]: two"_s}));
        output.end();
        QCOMPARE(texts().last(), u"chat[42]: three"_s);
        QCOMPARE(logged.last().level, QtInfoMsg);
        QCOMPARE(logged.last().category, u"lanroom.worker"_s);
    }

    void takesOverLevelAndCategory()
    {
        WorkerOutput output(u"chat"_s);
        output.begin(42);
        output.take("12:00:01.250 lanroom-chat warning lanroom.chat: a: b\n"
                    "12:00:01.250 lanroom-chat fatal lanroom.chat: the end\n"
                    "12:00:01.250 lanroom-chat warning UNUSUAL: x\n");
        QCOMPARE(logged.size(), 3);
        QCOMPARE(logged[0].level, QtWarningMsg);
        QCOMPARE(logged[0].category, u"lanroom.chat"_s);
        QCOMPARE(logged[0].text, u"chat[42]: a: b"_s);
        QCOMPARE(logged[1].level, QtCriticalMsg);
        QCOMPARE(logged[2].category, u"lanroom.worker"_s);
    }

    void showsGarbageEscaped()
    {
        WorkerOutput output(u"chat"_s);
        output.begin(42);
        output.take("gr\xc3\xbc\xc3\x9f\n" // UTF-8 stays
                    "\x1b[2J\xff\xc3\n");
        output.take(QByteArray("a\0b\r\n", 5));
        output.take("\xc2\x9b" "2J\xc2\xa0\n"); // what ESC [ is in one, and a blank
        QCOMPARE(texts(), (QStringList{u"chat[42]: gr\u00fc\u00df"_s, u"chat[42]: \\x1b[2J\\xff\\xc3"_s,
                                       u"chat[42]: a\\x00b\\x0d"_s, u"chat[42]: \\xc2\\x9b2J\u00a0"_s}));
    }

    void cutsLongLines()
    {
        WorkerOutput output(u"chat"_s);
        output.begin(42);
        for (int i = 0; i < 1000; ++i)
            output.take(QByteArray(100'000, 'x'));
        output.take("\nnext\n");
        const QString whole = u"chat[42]: "_s + QString(WorkerOutput::kLineBytes, u'x') + u" \u2026"_s;
        QCOMPARE(texts(), (QStringList{whole, u"chat[42]: next"_s}));
    }

    void cutsBetweenCharacters()
    {
        WorkerOutput output(u"chat"_s);
        output.begin(42);
        const QString most(WorkerOutput::kLineBytes / 2 - 1, u'\u00fc');
        output.take((u"x"_s + most + u"\u00fc\u00fc\n"_s).toUtf8());
        output.take(QByteArray(WorkerOutput::kLineBytes + 1, '\x80') + '\n'); // no character at all
        QCOMPARE(texts().value(0), u"chat[42]: x"_s + most + u" \u2026"_s);
        QVERIFY2(texts().value(1).endsWith(u"\\x80 \u2026"_s), qPrintable(texts().value(1).right(20)));
    }

    void countsWhatComesTooFast()
    {
        WorkerOutput output(u"chat"_s);
        output.begin(42);
        const int most = WorkerOutput::kLinesASecond;
        for (int i = 0; i < most + 70; ++i)
            output.take("line\n");
        QCOMPARE(logged.size(), most);
        QTRY_COMPARE_WITH_TIMEOUT(logged.size(), most + 1, 10'000);
        QCOMPARE(logged.last().text, u"chat[42]: 70 more lines came too fast and were left out"_s);
        QCOMPARE(logged.last().level, QtWarningMsg);
        output.take("after it\n");
        QCOMPARE(logged.last().text, u"chat[42]: after it"_s);
    }

private:
    static QStringList texts()
    {
        QStringList all;
        for (const Logged &line : std::as_const(logged))
            all.append(line.text);
        return all;
    }

    QtMessageHandler m_before = nullptr;
};

QTEST_GUILESS_MAIN(tst_WorkerOutput)
#include "tst_worker_output.moc"
