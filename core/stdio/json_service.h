// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "stdio/json_lines.h"
#include "stdio/program.h"

#include <lanroom/service.h>

namespace Lanroom {

/// Runs one program for all clients: what happens is a line of JSON to its stdin, what it wants is
/// a line of JSON from its stdout (JsonLines). In lanroom-stdio's process, on its event-loop
/// thread.
///
/// The program's end is this worker's end, in words the operator reads: the server starts both
/// again, and the clients, who stay, come to the new program as resumed. A wrong line is told in
/// the log and left out.
class JsonService final : public Service
{
public:
    /// Longer than any message a gateway lets through (1 MiB) in JSON, where a control character takes six
    /// bytes.
    static constexpr qsizetype kLineBytes = 8 * 1024 * 1024;
    /// As much as may wait on a link.
    static constexpr qsizetype kInputBytes = 16 * 1024 * 1024;

    explicit JsonService(const QStringList &command);

    void start() override;
    void connected(Client &client) override { tell(JsonLines::connected(client, false)); }
    void resumed(Client &client) override { tell(JsonLines::connected(client, true)); }
    void attached() override { tell(JsonLines::attached()); }
    void message(Client &client, const Message &message) override;
    void disconnected(Client &client, int code) override;
    void caughtUp() override { m_program.pauseReading(false); }
    void stopping() override;

private:
    void tell(const QByteArray &line);
    void obey(const QByteArray &line);
    void carryOut(const JsonLines::Order &order);
    void carryOut(const JsonLines::Order &order, Client &client);
    void ended(const QString &how);
    void giveUp(const QString &why);

    const QStringList m_command;
    Program m_program;
    bool m_stopping = false;
    bool m_givenUp = false;
};

} // namespace Lanroom
