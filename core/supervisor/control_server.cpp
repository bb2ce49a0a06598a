// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/control_server.h"

#include "base/random.h"
#include "link/local_channel.h"
#include "link/messages.h"
#include "supervisor/log.h"

#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalsocket.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using Link::Channel;

namespace {
constexpr qsizetype kTokenBytes = 16;
}

ControlServer::ControlServer(QObject *parent) : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &ControlServer::accept);
}

Result<void> ControlServer::listen(const QString &path)
{
    m_path = path;
    m_server.close();
    if (!m_server.listen(path))
        return {ErrorCode::System, u"cannot listen on %1: %2"_s.arg(path, m_server.errorString())};
    return {};
}

QString ControlServer::address()
{
    if (!m_server.isListening() && !m_server.listen(m_path))
        qCWarning(lcSupervisor) << "no control socket:" << m_server.errorString();
    return m_path;
}

QByteArray ControlServer::issueToken()
{
    const QByteArray token = randomHex(kTokenBytes);
    m_tokens.insert(token);
    return token;
}

void ControlServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        auto *channel = new Link::LocalChannel(socket, this);
        if (m_strangers.size() >= kMaxStrangers) {
            drop(channel, u"too many connections that don't say hello"_s);
            continue;
        }
        m_strangers.insert(channel);
        connect(channel, &Channel::frameReceived, this,
                [this, channel](const Link::Frame &frame) { hello(channel, frame); });
        // The pid is asked for now: the kernel can't tell it of a closed socket.
        const qint64 pid = channel->peerPid();
        connect(channel, &Channel::closed, this, [this, channel, pid](const QString &reason) {
            m_strangers.remove(channel);
            channel->deleteLater();
            Q_EMIT dropped(pid, reason);
        });
        QTimer::singleShot(kHelloMs, channel, [this, channel] {
            if (m_strangers.contains(channel))
                drop(channel, u"no hello in time"_s);
        });
    }
}

void ControlServer::hello(Channel *channel, const Link::Frame &frame)
{
    // No stranger from here: either its worker's, or dropped.
    channel->disconnect(this);
    m_strangers.remove(channel);

    const qint64 pid = channel->peerPid();
    const auto hello = Link::decodeMessage<Link::Hello>(frame);
    if (frame.type != Link::FrameType::Hello || !hello)
        return drop(channel, u"the first frame is no hello"_s);
    if (hello->protocol != Link::kProtocolVersion)
        return drop(channel, u"speaks version %1 of the link"_s.arg(hello->protocol));
    if (!channel->peerIsUs() || (pid != 0 && pid != hello->pid))
        return drop(channel, u"is not the process it says it is"_s);
    if (!m_tokens.remove(hello->token))
        return drop(channel, u"says no token that is waited for"_s);
    Q_EMIT arrived(hello->token, channel);
    if (channel->parent() == this) // its worker ended over it
        channel->deleteLater();
}

void ControlServer::drop(Channel *channel, const QString &why)
{
    const qint64 pid = channel->peerPid();
    channel->disconnect(this);
    m_strangers.remove(channel);
    channel->close(why);
    channel->deleteLater();
    Q_EMIT dropped(pid, why);
}

} // namespace Lanroom
