// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "support/process_state.h"
#include "support/server_process.h"

#include <QtTest/qtest.h>

namespace Lanroom::Test {

/// A real server with one gateway, the services echo and relay, and settings of the test's own; what
/// it counts, as the operator sees it, and what its gateway occupies.
class AbusedServer
{
public:
    static constexpr int kPatienceMs = 20'000;
    static constexpr qint64 kMiB = 1024 * 1024;

    explicit AbusedServer(const QStringList &settings, int gateways = 1)
        : m_server(arguments(settings + QStringList{QStringLiteral("services.off=chat"),
                                                    QStringLiteral("server.gateways=%1")
                                                        .arg(gateways)}))
    {
    }

    bool start()
    {
        if (!m_server.start())
            return false;
        const QJsonArray gateways = m_server.health().value(QStringLiteral("gateways")).toArray();
        for (const QJsonValue &gateway : gateways)
            m_gateways.append(ServerProcess::pidOf(gateway.toObject()));
        m_base = resident();
        return true;
    }

    quint16 port() const { return m_server.port(); }

    /// How often a bound was reached, by its key in bound_counts.h.
    qint64 count(const char *bound) const
    {
        return status().value(QStringLiteral("bounds")).toObject()
            .value(QLatin1StringView(bound)).toInteger(-1);
    }
    bool counts(const char *bound, qint64 wanted) const
    {
        return QTest::qWaitFor([&] { return count(bound) == wanted; }, kPatienceMs);
    }
    bool countsSome(const char *bound) const
    {
        return QTest::qWaitFor([&] { return count(bound) > 0; }, kPatienceMs);
    }
    qint64 clients() const { return status().value(QStringLiteral("clients")).toInteger(-1); }

    /// By how much the gateways together have grown since the start.
    qint64 growth() const { return resident() - m_base; }
    qint64 gatewayPid() const { return m_gateways.first(); }

private:
    static QStringList arguments(const QStringList &settings)
    {
        QStringList arguments;
        for (const QString &setting : settings)
            arguments << QStringLiteral("--set") << setting;
        return arguments;
    }

    QJsonObject status() const
    {
        QProcess ctl;
        ctl.start(ServerProcess::program(QStringLiteral("lanroomctl")),
                  {QStringLiteral("--data"), m_server.dataDir(), QStringLiteral("--json"),
                   QStringLiteral("status")});
        ctl.waitForFinished(kPatienceMs);
        return QJsonDocument::fromJson(ctl.readAllStandardOutput()).object();
    }

    qint64 resident() const
    {
        qint64 sum = 0;
        for (const qint64 pid : m_gateways)
            sum += residentBytes(pid);
        return sum;
    }

    ServerProcess m_server;
    QList<qint64> m_gateways;
    qint64 m_base = 0;
};

} // namespace Lanroom::Test
