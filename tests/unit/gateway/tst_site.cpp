// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/site.h"
#include "qr/qr_code.h"
#include "wire/request_parser.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

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
    if (path == u"/open")
        return {.kind = Route::Found, .service = u"open"_s, .origins = {u"*"_s, u"null"_s}};
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

QByteArray fieldOf(const HttpResponse &response, QByteArrayView name)
{
    RequestHead head;
    head.headers = response.headers;
    return head.header(name);
}

Link::ServiceEntry entry(const QString &name, bool localOnly, const QString &state = u"running"_s)
{
    Link::ServiceEntry service;
    service.name = name;
    service.path = u'/' + name;
    service.state = state;
    service.localOnly = localOnly;
    return service;
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
    void letsInWhomAServiceWants();
    void listsWhatAnswersTheVisitor();
    void hasAPageForEveryService();
    void drawsTheAddressToJoin();
    void makesOnlySoManyCodes();
    void upgradesNothingInOldHttp();
    void givesOnlyTheVersionWanted();
    void namesNoAddressItDoesNotKnow();
    void learnsItsNamesFromWhereItIs();

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
    QCOMPARE(m_site.answer(request("/chat?" + QByteArray(1025, 'q'), kUpgrade), kThere, 0)
                 .response.status,
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

void TestSite::letsInWhomAServiceWants()
{
    for (const QByteArray &origin : {"null"_ba, "https://evil.example"_ba}) {
        const QByteArray field = "Origin: " + origin + "\r\n";
        QVERIFY(m_site.answer(request("/open", kUpgrade + field), kThere, 0).upgrade);
        for (const char *path : {"/chat", "/nowhere"})
            QCOMPARE(m_site.answer(request(path, kUpgrade + field), kThere, 0).response.status,
                     403);
        // Only its socket: no page of another site reads what is here.
        QCOMPARE(m_site.answer(request("/open", field), kThere, 0).response.status, 403);
    }
    // Each of several must be good.
    const QByteArray two = kUpgrade + "Origin: null\r\nOrigin: ftp://a.example\r\n";
    QCOMPARE(m_site.answer(request("/open", two), kThere, 0).response.status, 403);
}

void TestSite::listsWhatAnswersTheVisitor()
{
    Site site(u":/none"_s, HostRules({}, {}), route);
    Link::Health health;
    health.place = u"Room 7"_s;
    health.address = u"http://192.168.1.5:8080/"_s;
    site.setHealth(health);
    Link::ServiceEntry leaving = entry(u"leaving"_s, false);
    leaving.path.clear();
    Link::ServiceEntry echo = entry(u"echo"_s, true, u"idle"_s);
    echo.title = u"Echo"_s;
    echo.about = u"\"<b>\" & more"_s;
    site.setServices({{entry(u"chat"_s, false), echo, entry(u"echo#2"_s, true), leaving}});

    const HttpResponse here = site.answer(request("/services.json"), kHere, 0).response;
    QCOMPARE(here.status, 200);
    QCOMPARE(here.contentType, "application/json; charset=utf-8"_ba);
    const QJsonObject all = QJsonDocument::fromJson(here.body).object();
    QCOMPARE(all.value("place"_L1).toString(), u"Room 7"_s);
    QCOMPARE(all.value("address"_L1).toString(), health.address);
    QCOMPARE(all.value("more"_L1).toInt(), 0);
    const QJsonArray services = all.value("services"_L1).toArray();
    QCOMPARE(services.size(), 2);
    QCOMPARE(services.at(0)["title"_L1].toString(), u"chat"_s);
    QCOMPARE(services.at(1).toObject(), (QJsonObject{{u"name"_s, u"echo"_s},
                                                     {u"title"_s, u"Echo"_s},
                                                     {u"about"_s, echo.about},
                                                     {u"path"_s, u"/echo"_s},
                                                     {u"sub_paths"_s, false},
                                                     {u"local_only"_s, true},
                                                     {u"state"_s, u"idle"_s}}));

    const HttpResponse there = site.answer(request("/services.json"), kThere, 0).response;
    const QJsonObject some = QJsonDocument::fromJson(there.body).object();
    QCOMPARE(some.value("services"_L1).toArray().size(), 1);
    QCOMPARE(some.value("more"_L1).toInt(), 1);
    QVERIFY(!there.body.contains("echo"));
}

void TestSite::hasAPageForEveryService()
{
    Site site(u":/door"_s, HostRules({}, {}), route);
    site.setServices({{entry(u"chat"_s, false), entry(u"echo"_s, true)}});
    const auto ask = [&site](const QByteArray &target, const Peer &peer = kHere) {
        return site.answer(request(target), peer, 0).response;
    };
    for (const char *good : {"/services", "/services/", "/services/chat", "/services/echo"})
        QVERIFY2(ask(good).body.contains("The page of services."), good);
    QCOMPARE(ask("/services/chat", kThere).status, 200);
    QCOMPARE(ask("/services/echo", kThere).status, 403);
    for (const char *none :
         {"/services/nobody", "/services/chat/", "/services/chat/x", "/serviceschat", "/wall"})
        QCOMPARE(ask(none).status, 404);
    QVERIFY(ask("/wall/tea", kThere).body.contains("The wall."));
    QVERIFY(ask("/chat", kThere).body.contains("\"/services/chat\""));
}

void TestSite::drawsTheAddressToJoin()
{
    Site site(u":/none"_s, HostRules({}, {}), route);
    const HttpResponse byHost = site.answer(request("/qr/"), kThere, 0).response;
    QCOMPARE(byHost.contentType, "image/svg+xml; charset=utf-8"_ba);
    QCOMPARE(byHost.body, QrCode::encode("http://192.168.1.5/"_ba)->toSvg());
    Link::Health health;
    health.address = u"http://192.168.1.9:8080/"_s;
    site.setHealth(health);
    QCOMPARE(site.answer(request("/qr/"), kThere, 0).response.body,
             QrCode::encode("http://192.168.1.9:8080/"_ba)->toSvg());
    QCOMPARE(site.answer(request("/qr/t%C3%A9"), kThere, 0).response.body,
             QrCode::encode("http://192.168.1.9:8080/#t%C3%A9"_ba)->toSvg());
    for (const QByteArray &character : {"x"_ba, "%C3%A9"_ba, "%F0%9F%98%80"_ba}) {
        QCOMPARE(site.answer(request("/qr/" + character.repeated(64)), kThere, 0).response.status,
                 200);
        QCOMPARE(site.answer(request("/qr/" + character.repeated(65)), kThere, 0).response.status,
                 414);
    }
}

void TestSite::makesOnlySoManyCodes()
{
    Site site(u":/none"_s, HostRules({}, {}), route);
    const auto ask = [&site](int room, qint64 nowMs) {
        const QByteArray name = "%F0%9F%98%80"_ba.repeated(60) + QByteArray::number(room);
        return site.answer(request("/qr/" + name), kThere, nowMs).response;
    };
    int room = 0;
    while (room < 100 && ask(room, 0).status == 200)
        ++room;
    QCOMPARE(room, 5);
    QCOMPARE(ask(room, 0).status, 503);
    QCOMPARE(fieldOf(ask(room, 0), "Retry-After"), "1"_ba);
    QCOMPARE(ask(0, 0).status, 200); // it's remembered
    QCOMPARE(ask(room, 1000).status, 200);
}

void TestSite::upgradesNothingInOldHttp()
{
    RequestParser parser;
    QCOMPARE(
        parser.parse(QByteArray("GET /chat HTTP/1.0\r\nHost: 192.168.1.5\r\n" + kUpgrade + "\r\n")),
        RequestParser::Status::Ok);
    const Site::Verdict verdict = m_site.answer(parser.head(), kThere, 0);
    QVERIFY(!verdict.upgrade);
    QCOMPARE(verdict.response.status, 426);
}

void TestSite::givesOnlyTheVersionWanted()
{
    Site site(u":/door"_s, HostRules({}, {}), route);
    const auto ask = [&site](const QByteArray &fields) {
        return site.answer(request("/", fields), kThere, 0).response.status;
    };
    const QByteArray tag = fieldOf(site.answer(request("/"), kThere, 0).response, "ETag");
    QVERIFY(!tag.isEmpty());
    QCOMPARE(ask("If-Match: " + tag + "\r\n"), 200);
    QCOMPARE(ask("If-Match: \"other\", " + tag + "\r\n"), 200);
    QCOMPARE(ask("If-Match: *\r\n"), 200);
    QCOMPARE(ask("If-Match: \"other\"\r\n"), 412);
    QCOMPARE(ask("If-Match: W/" + tag + "\r\n"), 412); // nearly that one isn't enough
    QCOMPARE(ask("If-Match:\r\n"), 412);
    QCOMPARE(ask("If-Match: " + tag + "\r\nIf-None-Match: " + tag + "\r\n"), 304);
    QCOMPARE(ask("If-Match: \"other\"\r\nIf-None-Match: " + tag + "\r\n"), 412);
}

void TestSite::namesNoAddressItDoesNotKnow()
{
    RequestHead foreign = request("/");
    foreign.host = "evil.example";
    const HttpResponse page = m_site.answer(foreign, kThere, 0).response;
    QCOMPARE(page.status, 421);
    QVERIFY(!page.body.contains("href"));
}

void TestSite::learnsItsNamesFromWhereItIs()
{
    QStringList names{u"box.home"_s};
    int made = 0;
    m_site.setRules([&] {
        ++made;
        return HostRules(names, {});
    });
    const auto ask = [&](const QByteArray &host, qint64 nowMs) {
        RequestHead named = request("/healthz");
        named.host = host;
        return m_site.answer(named, kThere, nowMs).response.status != 421;
    };
    QVERIFY(ask("box.home:8080", 0));
    QVERIFY(!ask("box.school", 0));
    QCOMPARE(made, 2);
    names = {u"box.school"_s}; // the laptop was carried there
    QVERIFY(!ask("box.school", Site::kFreshMs - 1)); // whoever asks for many names makes us look no oftener
    QCOMPARE(made, 2);
    QVERIFY(ask("box.school", Site::kFreshMs));
    QVERIFY(!ask("box.home", 2 * Site::kFreshMs));
    QVERIFY(ask("localhost", 2 * Site::kFreshMs));
}

QTEST_APPLESS_MAIN(TestSite)
#include "tst_site.moc"
