// SPDX-License-Identifier: LGPL-3.0-or-later
#include "worker/worker.h"

#include "link/local_channel.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalsocket.h>

#include <csignal>
#include <cstdio>

namespace Lanroom {

bool Worker::startedByServer(const char *program)
{
    if (qEnvironmentVariableIsSet(kSocketVariable) && qEnvironmentVariableIsSet(kTokenVariable))
        return true;
    std::fprintf(stderr,
                 "%s is a part of Lanroom that the server starts by itself. "
                 "Start lanroom (the window) or lanroom-server instead.\n",
                 program);
    return false;
}

Worker::Worker()
    : m_socketName(qEnvironmentVariable(kSocketVariable)), m_token(qgetenv(kTokenVariable))
{
    // Neither a child of ours nor a look into its environment should find the token.
    qunsetenv(kSocketVariable);
    qunsetenv(kTokenVariable);
#ifdef SIGXFSZ
    // A file that may not grow any more (ulimit -f) is a write that fails, and not the worker's end.
    std::signal(SIGXFSZ, SIG_IGN);
#endif
    m_heartbeat.setInterval(kHeartbeatMs);
    connect(&m_heartbeat, &QTimer::timeout, this,
            [this] { Link::sendEmpty(*m_control, Link::FrameType::Heartbeat); });
}

Worker::~Worker() = default;

void Worker::connectToServer()
{
    auto *socket = new QLocalSocket(this);
    connect(socket, &QLocalSocket::connected, this, [this, socket] {
        socket->disconnect(this);
        m_control = std::make_unique<Link::LocalChannel>(socket);
        connect(m_control.get(), &Link::Channel::frameReceived, this, &Worker::receive);
        connect(m_control.get(), &Link::Channel::closed, this, &Worker::lost);
        Link::Hello hello;
        hello.protocol = Link::kProtocolVersion;
        hello.token = m_token;
        hello.pid = QCoreApplication::applicationPid();
        Link::sendMessage(*m_control, hello);
    });
    // Queued: it may fail at once, and nobody can end a program that isn't in its event loop yet.
    connect(
        socket, &QLocalSocket::errorOccurred, this,
        [this, socket] { Q_EMIT lost(QStringLiteral("cannot reach the server: %1").arg(socket->errorString())); },
        Qt::QueuedConnection);
    socket->connectToServer(m_socketName);
}

void Worker::reportReady()
{
    Link::sendEmpty(*m_control, Link::FrameType::Ready);
    m_control->flush();
}

void Worker::reportFailure(const QString &why)
{
    Link::Failure failure;
    failure.code = errorName(ErrorCode::System);
    failure.message = why;
    Link::sendMessage(*m_control, failure);
    m_control->flush();
}

void Worker::receive(const Link::Frame &frame)
{
    if (!m_configured) {
        const Result<Link::HelloOk> config = Link::decodeMessage<Link::HelloOk>(frame);
        if (frame.type != Link::FrameType::HelloOk || !config
            || config->protocol != Link::kProtocolVersion) {
            m_control->close(QStringLiteral("the server did not answer hello as expected"));
            return;
        }
        m_configured = true;
        m_heartbeat.start();
        Q_EMIT configured(*config);
        return;
    }
    if (frame.type == Link::FrameType::Stop)
        Q_EMIT stopRequested();
    else
        Q_EMIT frameReceived(frame);
}

} // namespace Lanroom
