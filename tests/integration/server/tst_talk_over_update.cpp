// SPDX-License-Identifier: LGPL-3.0-or-later
//
// People who talk while their service is replaced, on two gateways: everyone hears everything, and all
// in one order. (A service that keeps no history has nothing to make up for what one of them missed.)
#include "support/ctl.h"

#include <QtCore/qtimer.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

#include <algorithm>
#include <deque>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;
constexpr std::size_t kPeople = 8;
constexpr std::size_t kMostPeople = 40; // hardly ever all on one gateway
constexpr int kUpdates = 8;
constexpr int kEveryMs = 1;

} // namespace

class tst_TalkOverUpdate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyoneHearsEverythingInOneOrder()
    {
        ServerProcess server(QStringList{u"--gateways"_s, u"2"_s, u"--set"_s, u"services.off=chat"_s});
        QVERIFY2(server.start(), qPrintable(server.errors()));
        std::vector<std::unique_ptr<QWebSocket>> people;
        std::deque<QStringList> heard;
        int closed = 0;
        const auto onBothGateways = [&server] {
            const QJsonArray gateways = server.health().value("gateways"_L1).toArray();
            return gateways.size() == 2 && gateways[0].toObject().value("clients"_L1).toInt() > 0 &&
                   gateways[1].toObject().value("clients"_L1).toInt() > 0;
        };
        // One after the other: of many at once a gateway takes all that it can get.
        while (people.size() < kPeople || (people.size() < kMostPeople && !onBothGateways())) {
            people.push_back(std::make_unique<QWebSocket>());
            QWebSocket &person = *people.back();
            connect(&person, &QWebSocket::textMessageReceived, this,
                    [&texts = heard.emplace_back()](const QString &text) { texts.append(text); });
            connect(&person, &QWebSocket::disconnected, this, [&closed] { ++closed; });
            person.open(server.webSocketUrl(u"/relay/talk"_s));
            QTRY_COMPARE_WITH_TIMEOUT(person.state(), QAbstractSocket::ConnectedState, kPatienceMs);
        }
        QVERIFY(onBothGateways());
        people.front()->sendTextMessage(u"all here"_s);
        QTRY_VERIFY_WITH_TIMEOUT(std::all_of(heard.begin(), heard.end(), [](const QStringList &texts) {
            return texts.size() == 1;
        }), kPatienceMs);

        qsizetype said = 1;
        QTimer talk;
        talk.callOnTimeout([&] {
            for (const auto &person : people)
                person->sendTextMessage(QString::number(said++));
        });
        talk.start(kEveryMs);
        for (int i = 0; i < kUpdates; ++i) {
            const CtlAnswer answer = ctl(server, {u"update"_s, u"relay"_s});
            QVERIFY2(answer.status == 0, qPrintable(answer.error));
        }
        talk.stop();
        QTRY_VERIFY_WITH_TIMEOUT(std::all_of(heard.begin(), heard.end(), [said](const QStringList &texts) {
            return texts.size() >= said;
        }), kPatienceMs);
        for (const QStringList &texts : heard)
            QCOMPARE(texts, heard.front());
        QCOMPARE(closed, 0);
    }
};

QTEST_GUILESS_MAIN(tst_TalkOverUpdate)
#include "tst_talk_over_update.moc"
