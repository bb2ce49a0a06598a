// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/chat_service.h"

#include <lanroom/service_tester.h>

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

namespace Lanroom::Test {

using Testing::FakeClient;
using Testing::FakeClock;

/// What an answer is, and what a refusal says; empty without.
inline QString type(const QJsonObject &answer)
{
    return answer.value(QLatin1StringView("type")).toString();
}
inline QString code(const QJsonObject &answer)
{
    return answer.value(QLatin1StringView("code")).toString();
}

/// The chat service with a real database in a folder of its own, driven in memory.
class ChatPlace
{
public:
    /// Long times are kept short, so that tests need not wait.
    static Chat::Limits quickLimits()
    {
        Chat::Limits limits;
        limits.leftMs = 60;
        limits.gatherMs = 5;
        return limits;
    }

    /// prepare is given the database's path before the service starts.
    explicit ChatPlace(const Chat::Limits &limits = quickLimits(), const QCborMap &settings = {},
                       int gateways = 1, const std::function<void(const QString &)> &prepare = {})
        : tester([this, limits] { return std::make_unique<Chat::ChatService>(limits, clock); },
                 {settings, prepared(prepare), gateways})
    {
        waitUntilReady();
    }

    /// The chat worker is killed and replaced.
    void restart()
    {
        tester.restart();
        waitUntilReady();
    }

    QString databasePath() const { return m_directory.filePath(QStringLiteral("chat.db")); }

    /// Sends a request and waits for its answer; an empty object when none comes.
    QJsonObject ask(FakeClient &client, QJsonObject request)
    {
        const int id = ++m_ids;
        request.insert(QLatin1StringView("id"), id);
        tester.send(client, request);
        return answer(client, id);
    }
    QJsonObject answer(FakeClient &client, int id)
    {
        const QByteArray re = "\"re\":" + QByteArray::number(id);
        return waitFor(
            client,
            [id](const QJsonObject &object) {
                return object.value(QLatin1StringView("re")).toInt(-1) == id;
            },
            re);
    }
    /// The first thing the client got that fits, now or within some seconds. Only texts that hold
    /// hint are parsed.
    template <typename Fits>
    QJsonObject waitFor(FakeClient &client, Fits fits, const QByteArray &hint = {})
    {
        QJsonObject found;
        (void)QTest::qWaitFor(
            [&] {
                for (const QByteArray &text : std::as_const(client.received)) {
                    if (!text.contains(hint))
                        continue;
                    const QJsonObject object = QJsonDocument::fromJson(text).object();
                    if (fits(object)) {
                        found = object;
                        return true;
                    }
                }
                return false;
            },
            20'000);
        return found;
    }
    QJsonObject waitForType(FakeClient &client, const char *type)
    {
        return waitFor(client, [type](const QJsonObject &object) {
            return object.value(QLatin1StringView("type")).toString() == QLatin1StringView(type);
        });
    }

    /// A client that has been welcomed under name.
    FakeClient &guest(const QString &name, int gateway = 1)
    {
        FakeClient &client = tester.connect(QStringLiteral("/chat"), gateway);
        const QJsonObject welcome = ask(client, hello(name));
        [&] {
            QCOMPARE(welcome.value(QLatin1StringView("type")).toString(),
                     QStringLiteral("welcome"));
        }();
        return client;
    }
    FakeClient &member(const QString &name, const QString &room = QStringLiteral("lobby"),
                       int gateway = 1)
    {
        FakeClient &client = guest(name, gateway);
        [&] {
            QCOMPARE(ask(client, join(room)).value(QLatin1StringView("type")).toString(),
                     QStringLiteral("joined"));
        }();
        return client;
    }

    static QJsonObject request(const char *type)
    {
        return {{QStringLiteral("type"), QLatin1StringView(type)}};
    }
    static QJsonObject hello(const QString &name)
    {
        QJsonObject object = request("hello");
        object.insert(QLatin1StringView("protocol"), 1);
        object.insert(QLatin1StringView("name"), name);
        return object;
    }
    static QJsonObject join(const QString &room, const QString &password = {})
    {
        QJsonObject object = in("join", room);
        if (!password.isNull())
            object.insert(QLatin1StringView("password"), password);
        return object;
    }
    static QJsonObject observe(const QString &room, const QString &password = {})
    {
        QJsonObject object = join(room, password);
        object.insert(QLatin1StringView("observe"), true);
        return object;
    }
    static QJsonObject in(const char *type, const QString &room)
    {
        QJsonObject object = request(type);
        object.insert(QLatin1StringView("room"), room);
        return object;
    }
    static QJsonObject say(const QString &room, const QString &body, int cmid)
    {
        QJsonObject object = in("send", room);
        object.insert(QLatin1StringView("cmid"), cmidText(cmid));
        object.insert(QLatin1StringView("body"), body);
        return object;
    }
    static QString cmidText(int number)
    {
        return QString::number(number, 16).rightJustified(32, u'0');
    }

    FakeClock clock;

private:
    QString prepared(const std::function<void(const QString &)> &prepare) const
    {
        if (prepare)
            prepare(databasePath());
        return m_directory.path();
    }

    void waitUntilReady()
    {
        (void)QTest::qWaitFor([this] { return tester.ready() || !tester.failure().isEmpty(); },
                              20'000);
    }

    QTemporaryDir m_directory;
    int m_ids = 0;

public:
    Testing::ServiceTester tester; // last: it uses what stands above
};

} // namespace Lanroom::Test
