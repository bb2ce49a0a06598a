// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/site.h"
#include "wire/request_parser.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

const Peer kHere{u"127.0.0.1"_s, u"127.0.0.1"_s, true};
const Peer kThere{u"192.168.1.7"_s, u"192.168.1.5"_s, false};

Route route(const QString &path, bool local)
{
    if (path == u"/local")
        return local ? Route{Route::Found, u"local"_s} : Route{Route::LocalOnly, {}};
    if (path == u"/chat")
        return {Route::Found, u"chat"_s};
    return {};
}

RequestHead request(const QByteArray &target, const QByteArray &fields = {})
{
    RequestParser parser;
    const auto status = parser.parse(
        QByteArray("GET " + target + " HTTP/1.1\r\nHost: 192.168.1.5\r\n" + fields + "\r\n"));
    Q_ASSERT(status == RequestParser::Status::Ok);
    return parser.head();
}

const QByteArray kUpgrade =
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

} // namespace

/// What depends on where a request comes from, which sockets on one machine can't show.
class TestSite : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsStrangersOnlyTheStatus();
    void tellsThisMachineAllInItsOrder();
    void keepsLocalServicesLocal();
    void upgradesFromAnywhere();
    void knowsItsOwnAddressAsOrigin();
    void namesNoAddressItDoesNotKnow();

private:
    Site m_site{u":/none"_s, HostRules({}, {}), route};
};

void TestSite::tellsStrangersOnlyTheStatus()
{
    Link::Health health;
    health.ok = true;
    health.detail = "{\"gateways\":[],\"services\":[]}";
    m_site.setHealth(health);
    QCOMPARE(m_site.answer(request("/healthz"), kThere, 0).response.body,
             "{\"status\":\"ok\"}\n"_ba);
    QVERIFY(m_site.answer(request("/healthz"), kHere, 0).response.body.contains("services"));
    health.ok = false;
    m_site.setHealth(health);
    const HttpResponse degraded = m_site.answer(request("/healthz"), kThere, 0).response;
    QCOMPARE(degraded.status, 503);
    QCOMPARE(degraded.body, "{\"status\":\"degraded\"}\n"_ba);
}

void TestSite::tellsThisMachineAllInItsOrder()
{
    Link::Health health;
    health.ok = true;
    health.startedMs = 100'000;
    health.detail = "{\"gateways\":[{\"id\":1}],\"services\":[]}";
    m_site.setHealth(health);
    const qint64 now = 112'900; // the server's clock is the gateway's, too
    QCOMPARE(m_site.answer(request("/healthz"), kHere, now).response.body,
             "{\"status\":\"ok\",\"version\":\"" LANROOM_VERSION "\",\"uptime_s\":12,"
             "\"gateways\":[{\"id\":1}],\"services\":[]}\n"_ba);
}

void TestSite::keepsLocalServicesLocal()
{
    const Site::Verdict here = m_site.answer(request("/local", kUpgrade), kHere, 0);
    QVERIFY(here.upgrade);
    QCOMPARE(here.service, u"local"_s);
    const Site::Verdict there = m_site.answer(request("/local", kUpgrade), kThere, 0);
    QVERIFY(!there.upgrade);
    QCOMPARE(there.response.status, 403);
    QCOMPARE(m_site.answer(request("/local"), kThere, 0).response.status, 403);
    QCOMPARE(m_site.answer(request("/local"), kHere, 0).response.status, 426);
}

void TestSite::upgradesFromAnywhere()
{
    QVERIFY(m_site.answer(request("/chat", kUpgrade), kThere, 0).upgrade);
    QVERIFY(m_site.answer(request("/chat?" + QByteArray(1024, 'q'), kUpgrade), kThere, 0).upgrade);
    QCOMPARE(
        m_site.answer(request("/chat?" + QByteArray(1025, 'q'), kUpgrade), kThere, 0).response.status,
        414);
}

void TestSite::knowsItsOwnAddressAsOrigin()
{
    QVERIFY(
        m_site.answer(request("/chat", kUpgrade + "Origin: http://192.168.1.5:8080\r\n"), kThere, 0)
            .upgrade);
    QCOMPARE(
        m_site.answer(request("/chat", kUpgrade + "Origin: http://192.168.1.66\r\n"), kThere, 0)
            .response.status,
        403);
}

void TestSite::namesNoAddressItDoesNotKnow()
{
    RequestHead foreign = request("/");
    foreign.host = "evil.example";
    const HttpResponse page = m_site.answer(foreign, kThere, 0).response;
    QCOMPARE(page.status, 421);
    QVERIFY(!page.body.contains("href"));
}

QTEST_APPLESS_MAIN(TestSite)
#include "tst_site.moc"
