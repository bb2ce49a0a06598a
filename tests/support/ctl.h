// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "support/server_process.h"

#include <QtTest/qtest.h>

namespace Lanroom::Test {

/// What lanroomctl has to say of a running server: its exit status, and its words.
struct CtlAnswer
{
    int status = -1;
    QJsonObject json;
    QString error;
};

/// Runs lanroomctl --json with these words; the event loop goes on meanwhile.
inline CtlAnswer ctl(const ServerProcess &server, const QStringList &words, int withinMs = 60'000)
{
    QProcess process;
    process.start(ServerProcess::program(QStringLiteral("lanroomctl")),
                  QStringList{QStringLiteral("--data"), server.dataDir(), QStringLiteral("--json")} + words);
    (void)QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, withinMs);
    return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
            QString::fromUtf8(process.readAllStandardError())};
}

} // namespace Lanroom::Test
