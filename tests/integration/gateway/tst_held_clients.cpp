// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Clients of a service that has no worker, on real sockets: what they say is held within its bounds.
#include "gateway/front_door.h"
#include "gateway/service_link.h"
#include "support/web_socket_bytes.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

class TestHeldClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// In all, however many clients there are, and whoever comes later.
    void nobodyIsReadOnceAllHaveEnough()
    {
        constexpr qint64 kTotal = 1000;
        const QByteArray words = frame(kText, QByteArray(800, 'x'));
        FrontDoor door({7, 42}, {}, Site(u":/door"_s, HostRules({u"box"_s}, {}), [](const QString &, bool) {
                           return Route{.kind = Route::Found, .service = u"away"_s};
                       }));
        QVERIFY(door.open(-1, u"localhost"_s, 0).ok());
        ServiceLink link(7, 42, {.bytesTotal = kTotal});
        Link::ServiceEntry entry;
        entry.name = u"away"_s;
        entry.state = u"starting"_s;
        link.update(entry);
        connect(&door, &FrontDoor::upgraded, &link, [&link](ClientSocket *client, const QString &) {
            link.adopt(std::unique_ptr<ClientSocket>(client));
        });
        std::vector<std::unique_ptr<RawClient>> clients;
        const auto come = [&](const QByteArray &withTheHandshake = {}) {
            clients.push_back(std::make_unique<RawClient>(door.port()));
            clients.back()->send(upgradeTo("/away") + withTheHandshake);
            QCOMPARE(clients.back()->answer(true).status, 101);
        };
        for (int i = 0; i < 5; ++i)
            come();
        clients[0]->send(words);
        clients[1]->send(words);
        QVERIFY(RawClient::wait([&] { return link.heldBytes() > kTotal; }));
        const qint64 full = link.heldBytes();
        for (std::size_t i = 2; i < clients.size(); ++i)
            clients[i]->send(words);
        come(words);
        QTest::qWait(200); // in which nothing is to happen
        QCOMPARE(link.heldBytes(), full);
        QCOMPARE(link.clientCount(), 6);
    }
};

QTEST_GUILESS_MAIN(TestHeldClients)
#include "tst_held_clients.moc"
