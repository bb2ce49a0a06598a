// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/memory_channel.h"
#include "link/messages.h"

#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Link;

namespace {

template <typename M> Result<M> throughFrame(const QByteArray &payload)
{
    return decodeMessage<M>(Frame{M::kType, 0, {}, {}, payload});
}

template <typename M> Result<M> throughFrame(const QCborMap &map)
{
    return throughFrame<M>(map.toCborValue().toCbor());
}

QCborMap helloMap()
{
    return QCborValue::fromCbor(encodeMessage(Hello{kProtocolVersion, "t", 1, 0, 0})).toMap();
}

} // namespace

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTripsNestedLists()
    {
        ServiceList list;
        ServiceEntry entry;
        entry.name = u"relay"_qs;
        entry.path = u"/relay"_qs;
        entry.subPaths = true;
        entry.state = u"running"_qs;
        entry.token = "t";
        entry.generation = 3;
        list.services = {entry, entry};
        const auto back = throughFrame<ServiceList>(encodeMessage(list));
        QVERIFY(back.ok());
        QCOMPARE(back->services.size(), 2);
        QCOMPARE(back->services[1].path, u"/relay"_qs);
        QCOMPARE(back->services[1].token, QByteArray("t"));
        QVERIFY(back->services[1].subPaths);
    }

    void keepsAllBitsOfAClientId()
    {
        TopicInfo info;
        info.members = {ClientId::make(255, 0xffffff, 0xffffffff), ClientId(1)};
        info.observers = {ClientId::make(1, 2, 3)};
        const auto back = throughFrame<TopicInfo>(encodeMessage(info));
        QVERIFY(back.ok());
        QCOMPARE(back->members, info.members);
        QCOMPARE(back->observers, info.observers);
    }

    void refusesWhatIsWrong_data()
    {
        QTest::addColumn<QCborMap>("map");
        const QCborMap good = helloMap();
        QCborMap missing = good;
        missing.remove(u"token"_qs);
        QTest::newRow("missing") << missing;
        QCborMap type = good;
        type[u"pid"_qs] = u"four"_qs;
        QTest::newRow("type") << type;
        QCborMap range = good;
        range[u"slot"_qs] = qint64(1) << 40;
        QTest::newRow("range") << range;
    }
    void refusesWhatIsWrong()
    {
        QFETCH(QCborMap, map);
        const auto hello = throughFrame<Hello>(map);
        QVERIFY(!hello.ok());
        QCOMPARE(hello.error().code, ErrorCode::Protocol);
    }

    void ignoresUnknownFields()
    {
        QCborMap map = helloMap();
        map[u"colour"_qs] = u"green"_qs;
        QVERIFY(throughFrame<Hello>(map).ok());
    }

    void refusesPayloadsThatAreNoMap()
    {
        for (const QByteArray &payload : {QByteArray(), QByteArray("\x83\x01\x02\x03"), QByteArray("\xa0\xa0"), QByteArray("{}"),
                                          QByteArray("\xbf\xbf\xbf\xbf")})
            QVERIFY(!payloadMap(Frame{FrameType::Hello, 0, {}, {}, payload}).ok());
    }

    void livesThroughNoise()
    {
        QRandomGenerator random(7);
        const QByteArray good = encodeMessage(Hello{kProtocolVersion, "token", 1, 0, 0});
        for (int round = 0; round < 5000; ++round) {
            QByteArray bytes = good;
            for (int flips = random.bounded(1, 4); flips > 0; --flips)
                bytes[random.bounded(int(bytes.size()))] = char(random.bounded(256));
            const auto hello = decodeMessage<Hello>(Frame{FrameType::Hello, 0, {}, {}, bytes});
            QVERIFY(hello.ok() || !hello.error().message.isEmpty());
        }
    }

    void knowsCloseCodes()
    {
        for (const int code : {1000, 1001, 1003, 1007, 1012, 1014, 3000, 4001, 4999})
            QVERIFY(isCloseCode(code));
        for (const int code : {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, -1})
            QVERIFY(!isCloseCode(code));
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
