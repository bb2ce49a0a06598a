// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qobject.h>
#include <QtCore/qset.h>
#include <QtNetwork/qlocalserver.h>

namespace Lanroom {

namespace Link {
class Channel;
struct Frame;
}

/// Where workers come back to: the server's socket in the run directory. Whoever connects has to say
/// hello within kHelloMs, in our protocol's version, with a token that was given to a worker and not
/// used yet, from a process of our user whose pid is what it says; anybody else is dropped, and
/// nothing else is harmed. Main thread, owned by the server.
class ControlServer : public QObject
{
    Q_OBJECT
public:
    static constexpr int kHelloMs = 5000;
    /// Connections that have not said hello yet; over it new ones are dropped.
    static constexpr int kMaxStrangers = 64;

    explicit ControlServer(QObject *parent = nullptr);

    /// Anew, where it listens already.
    Result<void> listen(const QString &path);
    /// The path to give to workers. Listens anew where the system made Qt stop (out of descriptors).
    QString address();

    /// A token for one hello.
    QByteArray issueToken();
    void withdrawToken(const QByteArray &token) { m_tokens.remove(token); }

Q_SIGNALS:
    /// A worker has come; the receiver whose token it is takes the channel over (as its parent).
    /// The worker waits for its hello_ok.
    void arrived(const QByteArray &token, Lanroom::Link::Channel *channel);
    /// Somebody was dropped. pid by the kernel's word, 0 when it can't tell: if it is a worker's, that
    /// worker will never be of use.
    void dropped(qint64 pid, const QString &why);

private:
    void accept();
    void hello(Link::Channel *channel, const Link::Frame &frame);
    void drop(Link::Channel *channel, const QString &why);

    QLocalServer m_server;
    QString m_path;
    QSet<QByteArray> m_tokens;
    QSet<Link::Channel *> m_strangers; // who have not said hello yet
};

} // namespace Lanroom
