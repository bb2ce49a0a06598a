// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/data_listener.h"

#include "link/local_channel.h"
#include "link/messages.h"
#include "sdk/log.h"

#include <QtNetwork/qlocalsocket.h>

namespace Lanroom {

DataListener::DataListener(QObject *parent) : QObject(parent)
{
    connect(&m_server, &QLocalServer::newConnection, this, &DataListener::accept);
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &DataListener::look);
}

Result<void> DataListener::listen(const QString &socketPath, const QByteArray &token)
{
    m_path = socketPath;
    m_token = token;
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(socketPath))
        return {ErrorCode::System,
                QStringLiteral("cannot listen at %1: %2").arg(socketPath, m_server.errorString())};
    m_look.start();
    return {};
}

void DataListener::look()
{
    if (m_server.isListening())
        return;
    const QString why = m_server.errorString();
    if (m_server.listen(m_path))
        qCWarning(lcSdk).noquote() << "gateways are listened for again, after:" << why;
}

void DataListener::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        auto *channel = new Link::LocalChannel(socket, this);
        auto *deadline = new QTimer(channel);
        deadline->setSingleShot(true);
        connect(deadline, &QTimer::timeout, channel,
                [channel] { channel->close(QStringLiteral("no hello in time")); });
        deadline->start(kHelloMs);
        connect(channel, &Link::Channel::closed, this, [channel](const QString &why) {
            qCWarning(lcSdk) << "a link was refused:" << why;
            channel->deleteLater();
        });
        connect(channel, &Link::Channel::frameReceived, this,
                [this, channel, deadline](const Link::Frame &frame) {
                    deadline->stop();
                    greet(channel, frame);
                });
    }
}

void DataListener::greet(Link::Channel *channel, const Link::Frame &frame)
{
    const Result<Link::Hello> hello = Link::decodeMessage<Link::Hello>(frame);
    const bool known = frame.type == Link::FrameType::Hello && hello && hello->token == m_token
        && hello->protocol == Link::kProtocolVersion && channel->peerIsUs();
    if (!known || hello->slot < 0 || hello->slot > 255 || hello->generation < 0) {
        channel->close(QStringLiteral("the hello was not a gateway's"));
        return;
    }
    channel->disconnect(this);
    Link::HelloOk answer;
    answer.protocol = Link::kProtocolVersion;
    Link::sendMessage(*channel, answer);
    Q_EMIT gatewayConnected(channel, hello->slot, hello->generation);
}

} // namespace Lanroom
