// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "stdio/program.h"

#include <lanroom/service.h>

#include <functional>

namespace Lanroom {

/// One client and the program that runs for it, in LinesService: whose lines are the client's
/// messages. On the worker's event-loop thread; owned by the service.
///
/// A program that writes faster than its client reads is made to wait: after kWindowBytes nothing
/// is read from it until the gateway says that the client has taken them. When the program ends,
/// the client is closed after its last line; when the client goes, the program is asked to end, and
/// then made to.
class Conversation : public QObject
{
    Q_OBJECT
public:
    /// Far less than the 1 MiB at which a gateway closes a client as slow, and enough to keep a
    /// network busy.
    static constexpr qsizetype kWindowBytes = 128 * 1024;
    /// What a line takes at the gateway beside its bytes, at most.
    static constexpr qsizetype kLineOverhead = 32;
    /// What the program may leave unread; then its client, who sends too much, is closed.
    static constexpr qsizetype kInputBytes = 1024 * 1024;

    // The close codes by which a client learns what happened; README.md has them all.
    static constexpr int kEnded = 1000;    // the program ended with status 0
    static constexpr int kOnlyText = 1003; // it sent bytes, and there are none in lines
    static constexpr int kTooLong = 1009;  // the program wrote a line over the limit
    static constexpr int kFailed = 1011;   // it ended in another way
    static constexpr int kTooMany =
        1013; // as many programs run as may, or this one cannot be started
    static constexpr int kTooFast = 4009; // the client sends faster than the program reads

    /// client: lives until left(). mayGoOn: whether the links take more.
    Conversation(Client &client, qsizetype lineBytes, std::function<bool()> mayGoOn);

    Result<void> start(const QStringList &command, const QProcessEnvironment &environment);
    qint64 pid() const { return m_program.pid(); } // 0 once it has ended

    void message(const Message &message);
    /// The gateway has what was sent before Client::flush().
    void flushed();
    /// The links take more.
    void caughtUp();
    /// The client has gone; ended() follows when the program has, too.
    void left();
    /// The service stops: the same, without patience; what the client cannot take at once it does not
    /// get any more.
    void stop();

Q_SIGNALS:
    /// The program has ended; its client may still be reading.
    void ended();

private:
    void say(const QByteArray &line);
    void close(int code, const QString &reason);
    void programEnded(const QString &how, bool good);

    Client *m_client; // null once it has gone
    const qsizetype m_lineBytes;
    const std::function<bool()> m_mayGoOn;
    Program m_program;
    qsizetype m_unflushed = 0; // sent since the client was known to have all
    bool m_waiting = false;    // for flushed()
    bool m_closed = false;
    bool m_stopping = false;
    int m_lastCode = 0; // once the program has ended
    QString m_lastWords;
};

} // namespace Lanroom
