// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/host_rules.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestHostRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheMachinesNames();
    void judgesHosts_data();
    void judgesHosts();
    void judgesOrigins_data();
    void judgesOrigins();
    void knowsWhomAServiceListed();

private:
    const HostRules m_rules{HostRules::namesOf(u"Box"_s, "search lan home.arpa\n")
                                << u"Chat.Example"_s,
                            {u"https://Portal.example"_s}};
};

void TestHostRules::knowsTheMachinesNames()
{
    QCOMPARE(HostRules::namesOf(u"box"_s,
                                "# x\nnameserver 1.1.1.1\nsearch old\nsearch  lan home.arpa\n"),
             (QStringList{u"box"_s, u"box"_s, u"box.local"_s, u"box.lan"_s, u"box.home.arpa"_s}));
    QCOMPARE(HostRules::namesOf(u"box.office.example"_s, "search .\n"),
             (QStringList{u"box.office.example"_s, u"box"_s, u"box.local"_s}));
    QVERIFY(HostRules::namesOf({}, "search lan\n").isEmpty());
}

void TestHostRules::judgesHosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("allowed");
    for (const char *host :
         {"localhost", "localhost:80", "LOCALHOST.:8080", "box", "Box.local", "box.lan:8080",
          "box.home.arpa.", "chat.example", "192.168.1.5", "127.0.0.1:8080", "8.8.8.8", "[::1]",
          "[::1]:8080", "[FE80::1]", "[::ffff:10.0.0.1]:1", "box:", "[::1]:",
          "[fe80::1%25eth0]:8080", "[fe80::1%eth0]"})
        QTest::newRow(host) << QByteArray(host) << true;
    for (const char *host : {"",
                             ".",
                             "evil.example",
                             "box.evil.example",
                             "evilbox",
                             "localhost.evil.example",
                             "box:x",
                             "box:99999",
                             "box:80:80",
                             "box:+80",
                             "[::1",
                             "[]",
                             "[box]",
                             "[::1]x",
                             "[::1]x:80",
                             "1.2.3",
                             "1.2.3.4.5",
                             "1.2.3.256",
                             "1.2.3.4.evil.example",
                             "1.2.3.+4",
                             "box/",
                             "a@box",
                             "::1"})
        QTest::newRow(*host ? host : "empty") << QByteArray(host) << false;
}

void TestHostRules::judgesHosts()
{
    QFETCH(QByteArray, host);
    QTEST(m_rules.hostAllowed(host), "allowed");
}

void TestHostRules::judgesOrigins_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *origin, const char *host, bool allowed) {
        QTest::addRow("%s to %s", origin, host)
            << QByteArray(origin) << QByteArray(host) << allowed;
    };
    row("http://box:8080", "box:8080", true);
    row("http://box", "192.168.1.5:8080", true);
    row("https://BOX.local:1", "box", true);
    row("http://localhost:3000", "127.0.0.1:8080", true);
    row("http://127.0.0.1:3000", "box", true);
    row("http://[::1]:3000", "box", true);
    row("http://10.0.0.7:3000", "10.0.0.7:8080", true);
    row("http://[fd00::7]", "[fd00::7]:8080", true);
    row("http://192.168.1.5:1", "box", true); // the address the connection came in by
    row("https://portal.example", "box", true);
    row("http://box:8080/", "box:8080", true); // programs say these
    row("ws://box:8080", "box:8080", true);
    row("wss://192.168.1.5/", "box", true);
    row("ws://evil.example/", "box", false);
    row("http://box//", "box", false);
    row("ws:///", "box", false);
    row("null", "box", false);
    row("", "box", false);
    row("http://", "box", false);
    row("http://evil.example", "box", false);
    row("http://evil.example", "evil.example", false);
    row("http://6.6.6.6", "192.168.1.5:8080", false);
    row("http://box.evil.example", "box", false);
    row("http://box@evil.example", "box", false);
    row("http://evil.example://box", "box", false);
    row("http://box/path", "box", false);
    row("ftp://box", "box", false);
    row("file://box", "box", false);
    row("box", "box", false);
    row("https://portal.example:8443", "box", false); // as the operator wrote it, or not at all
}

void TestHostRules::judgesOrigins()
{
    QFETCH(QByteArray, origin);
    QFETCH(QByteArray, host);
    QTEST(m_rules.originAllowed(origin, host, u"192.168.1.5"_s), "allowed");
}

void TestHostRules::knowsWhomAServiceListed()
{
    const auto listed = HostRules::originListed;
    const QStringList any{u"*"_s};
    const QStringList one{u"https://a.example:8443"_s};
    QVERIFY(listed("http://evil.example", any));
    QVERIFY(listed("HTTPS://[2001:db8::1]:1", any));
    for (const char *noSite : {"null", "", "file://", "httpx://a", "chrome-extension://abc"})
        QVERIFY2(!listed(noSite, any), noSite);
    QVERIFY(listed("null", {u"null"_s}));
    QVERIFY(!listed("http://a.example", {u"null"_s}));
    QVERIFY(listed("https://A.example:8443", one));
    QVERIFY(listed("wss://a.example:8443/", one));
    for (const char *other : {"https://a.example", "http://a.example:8443",
                              "https://b.example:8443", "https://a.example:8443//", "*"})
        QVERIFY2(!listed(other, one), other);
    QVERIFY(!listed("http://box", {}));
}

QTEST_APPLESS_MAIN(TestHostRules)
#include "tst_host_rules.moc"
