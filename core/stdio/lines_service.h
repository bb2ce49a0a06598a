// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "stdio/conversation.h"

#include <QtCore/qset.h>
#include <QtCore/qtimer.h>

#include <map>
#include <vector>

namespace Lanroom {

/// Runs a program for each client, which talks with it in lines (Conversation). In lanroom-stdio's
/// process, on its event-loop thread. At most atOnce programs run, those that are ending included;
/// who comes when there are so many is closed with 1013.
///
/// Programs end with this worker, and with them what their clients were in the middle of: who is
/// handed over by a predecessor is closed with 1012, and comes again by itself.
class LinesService final : public Service
{
public:
    /// With what they start, they must keep to the worker's bound on processes, 256 by default.
    static constexpr int kAtOnce = 64;
    static constexpr qsizetype kLineBytes = 64 * 1024;
    static constexpr int kReplaced = 1012; // close code: another worker of this service has begun

    struct Options
    {
        QStringList command;
        int atOnce = kAtOnce;
        qsizetype lineBytes = kLineBytes;
    };

    explicit LinesService(const Options &options);
    ~LinesService() override;

    void connected(Client &client) override;
    void resumed(Client &client) override;
    void message(Client &client, const Message &message) override;
    void flushed(Client &client) override;
    void caughtUp() override;
    void disconnected(Client &client, int code) override;
    void stopping() override;

private:
    void programEnded(Conversation *conversation);
    void checkStopped();
    void clearUp();
    QSet<qint64> running() const; // the programs' pids

    const Options m_options;
    std::map<ClientId, std::unique_ptr<Conversation>> m_conversations; // of clients who are here
    std::vector<std::unique_ptr<Conversation>>
        m_left; // whose clients have gone, and programs not yet
    QTimer m_clearUp;
    bool m_stopping = false; // and not yet stopped
};

} // namespace Lanroom
