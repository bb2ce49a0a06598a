// SPDX-License-Identifier: LGPL-3.0-or-later
//
// lanroomctl against a real server, and without one.
#include "support/server_process.h"

#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

#include <sys/resource.h>

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

struct Outcome
{
    int status;
    QString out;
    QString errors;
    QJsonObject json() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
};

Outcome ctl(const QString &dataDir, const QStringList &arguments)
{
    QProcess process;
    process.start(ServerProcess::program(u"lanroomctl"_s), QStringList{u"--data"_s, dataDir} + arguments);
    if (!process.waitForFinished(kPatienceMs))
        return {-1, {}, u"it did not end"_s};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class tst_Ctl : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.errors())); }

    void showsStatus()
    {
        const Outcome text = ask({u"status"_s});
        QCOMPARE(text.status, 0);
        QVERIFY2(text.out.contains(m_server.url().toString()), qPrintable(text.out));
        QVERIFY(text.out.contains(u"echo"_s) && text.out.contains(u"GATEWAY"_s));
        const QJsonObject json = ask({u"status"_s, u"--json"_s}).json();
        QCOMPARE(json.value("state"_L1).toString(), u"running"_s);
        QCOMPARE(json.value("address"_L1).toString(), m_server.url().toString());
        QCOMPARE(json.value("gateways"_L1).toArray().size(), 2);
    }

    void comesBackAfterADearthOfDescriptors()
    {
        const auto pid = pid_t(m_server.pid());
        rlimit usual;
        QCOMPARE(::prlimit(pid, RLIMIT_NOFILE, nullptr, &usual), 0);
        const rlimit none{3, usual.rlim_max};
        QCOMPARE(::prlimit(pid, RLIMIT_NOFILE, &none, nullptr), 0);
        const int meanwhile = ask({u"status"_s}).status;
        QCOMPARE(::prlimit(pid, RLIMIT_NOFILE, &usual, nullptr), 0);
        QVERIFY(meanwhile != 0);
        QTRY_COMPARE_WITH_TIMEOUT(ask({u"status"_s}).status, 0, kPatienceMs);
    }

    void showsClientsAndRoomsAndKicks()
    {
        QWebSocket client;
        QSignalSpy closed(&client, &QWebSocket::disconnected);
        client.open(m_server.webSocketUrl(u"/relay/tea"_s));
        QTRY_VERIFY_WITH_TIMEOUT(client.isValid(), kPatienceMs);

        QJsonArray rooms;
        QTRY_COMPARE_WITH_TIMEOUT((rooms = ask({u"rooms"_s, u"--json"_s}).json().value("rooms"_L1).toArray()).size(),
                                  1, kPatienceMs);
        QCOMPARE(rooms.first().toObject().value("title"_L1).toString(), u"/relay/tea"_s);
        QCOMPARE(rooms.first().toObject().value("members"_L1).toArray().size(), 1);

        QJsonArray clients;
        QTRY_COMPARE_WITH_TIMEOUT(
            (clients = ask({u"clients"_s, u"--json"_s}).json().value("clients"_L1).toArray()).size(), 1,
            kPatienceMs);
        const QJsonObject row = clients.first().toObject();
        QCOMPARE(row.value("address"_L1).toString(), u"127.0.0.1"_s);
        QCOMPARE(row.value("service"_L1).toString(), u"relay"_s);
        QCOMPARE(row.value("rooms"_L1).toArray().first().toString(), u"/relay/tea"_s);
        const QString id = row.value("id"_L1).toString();
        QVERIFY(ask({u"clients"_s}).out.contains(id));

        QCOMPARE(ask({u"kick"_s, id}).status, 0);
        QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, kPatienceMs);
        QCOMPARE(int(client.closeCode()), 4403);
        QTRY_VERIFY_WITH_TIMEOUT(
            ask({u"clients"_s, u"--json"_s}).json().value("clients"_L1).toArray().isEmpty(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(
            ask({u"rooms"_s, u"--json"_s}).json().value("rooms"_L1).toArray().isEmpty(), kPatienceMs);
        const Outcome again = ask({u"kick"_s, id});
        QCOMPARE(again.status, 1);
        QVERIFY(again.errors.contains(u"not connected"_s));
    }

    void restartsServices()
    {
        const qint64 pid = ServerProcess::pidOf(m_server.service(u"echo"_s));
        QCOMPARE(ask({u"restart"_s, u"echo"_s}).status, 0);
        QVERIFY(m_server.waitForAnother(u"echo"_s, pid));
        QVERIFY(ask({u"services"_s}).out.contains(u"/echo"_s));
        QCOMPARE(ask({u"services"_s, u"update"_s, u"echo"_s}).status, 0);
        const Outcome unknown = ask({u"restart"_s, u"nothing"_s});
        QCOMPARE(unknown.status, 1);
        QVERIFY(unknown.errors.contains(u"no service 'nothing'"_s));
    }

    void complains_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::newRow("nothing") << QStringList() << 2;
        QTest::newRow("unknown") << QStringList{u"dance"_s} << 2;
        QTest::newRow("too few") << QStringList{u"kick"_s} << 2;
        QTest::newRow("too many") << QStringList{u"status"_s, u"now"_s} << 2;
        QTest::newRow("services and more") << QStringList{u"services"_s, u"dance"_s} << 2;
        QTest::newRow("flag") << QStringList{u"--nonsense"_s} << 2;
        QTest::newRow("no id") << QStringList{u"kick"_s, u"Ada"_s} << 1;
        QTest::newRow("a name that steers terminals") << QStringList{u"restart"_s, u"\x1b[31m\nred"_s} << 1;
        QTest::newRow("no chat") << QStringList{u"say"_s, u"lobby"_s, u"hello"_s, u"there"_s} << 1;
    }

    void complains()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        const Outcome outcome = ask(arguments);
        QCOMPARE(outcome.status, status);
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(outcome.errors.count(u'\n'), 1);
        QVERIFY(!outcome.errors.contains(u'\x1b'));
    }

    void saysWhenNoServerRuns()
    {
        QTemporaryDir nowhere;
        const Outcome never = ctl(nowhere.path(), {u"status"_s});
        QCOMPARE(never.status, 1);
        QVERIFY(never.errors.contains(u"no Lanroom server is running"_s));

        // What a killed server leaves looks like one, until it is asked.
        QFile left(nowhere.filePath(u"control"_s));
        QVERIFY(left.open(QFile::WriteOnly));
        left.write("/nonexistent/operator.s\n");
        left.close();
        QCOMPARE(ctl(nowhere.path(), {u"status"_s}).errors, never.errors);
    }

private:
    Outcome ask(const QStringList &arguments) { return ctl(m_server.dataDir(), arguments); }

    ServerProcess m_server{{u"--set"_s, u"services.off=chat"_s}};
};

QTEST_GUILESS_MAIN(tst_Ctl)
#include "tst_ctl.moc"
