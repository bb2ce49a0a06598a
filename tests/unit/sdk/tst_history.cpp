// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/history.h>

#include <QtTest/qtest.h>

using namespace Lanroom;

static QList<QByteArray> datas(const History &history, const QByteArray &topic)
{
    QList<QByteArray> all;
    for (const History::Kept &kept : history.of(topic))
        all.append(kept.data);
    return all;
}

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLastOfEachTopic()
    {
        History history(2);
        for (const QByteArray &text : {QByteArray("a"), QByteArray("b"), QByteArray("c")})
            history.add("tea", {text, false});
        history.add("coffee", {"d", true});
        QCOMPARE(datas(history, "tea"), (QList<QByteArray>{"b", "c"}));
        QCOMPARE(datas(history, "coffee"), QList<QByteArray>{"d"});
        QVERIFY(history.of("coffee").first().binary);
        QVERIFY(datas(history, "nothing").isEmpty());
    }

    void forgetsTheQuietestTopicsFirst()
    {
        const QByteArray text(1000, 'x');
        History history(50, 4000);
        history.add("old", {text, false});
        history.add("busy", {text, false});
        history.add("old", {text, false});
        history.add("new", {text, false}); // does not fit: 'busy' was quiet longest
        QVERIFY(datas(history, "busy").isEmpty());
        QCOMPARE(datas(history, "old").size(), 2);
        for (int i = 0; i < 10; ++i)
            history.add("new", {text, false});
        QCOMPARE(datas(history, "new").size(), 3);
        QVERIFY(history.bytes() <= 4000);
    }

    void takesNoMoreThanItsBytesHoweverManyTopics()
    {
        History history(50, 100'000);
        for (int i = 0; i < 10'000; ++i)
            history.add("topic" + QByteArray::number(i), {"hello", false});
        QVERIFY(history.bytes() <= 100'000);
        QCOMPARE(datas(history, "topic9999").size(), 1);
        QVERIFY(datas(history, "topic0").isEmpty());
        history.add("huge", {QByteArray(100'000, 'x'), false});
        QVERIFY(datas(history, "huge").isEmpty());
        QCOMPARE(datas(history, "topic9999").size(), 1);
    }

    void keepsNoMoreOfATopicThanCanBeSentAtOnce()
    {
        History history;
        const QByteArray large(64 * 1024, 'x');
        for (int i = 0; i < 50; ++i)
            history.add("room", {large, false});
        QCOMPARE(datas(history, "room").size(), History::kTopicBytes / (large.size() + History::kOverhead));
        history.add("room", {QByteArray(1024 * 1024, 'x'), false}); // the newest there is in any case
        QCOMPARE(datas(history, "room").size(), 1);
        history.add("room", {"small", false});
        QCOMPARE(datas(history, "room"), QList<QByteArray>{"small"});
        history.forget("room");
        QCOMPARE(history.bytes(), 0);
    }

    void forgetsAllOfATopic()
    {
        History history;
        history.add("tea", {"a", false});
        history.add("tea", {"b", false});
        history.forget("tea");
        history.forget("tea");
        QCOMPARE(history.bytes(), 0);
        QVERIFY(datas(history, "tea").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
