// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/local_channel.h"
#include "link/messages.h"
#include "worker/worker.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qtcpserver.h>

#include <fcntl.h>
#include <sys/resource.h>

#include <memory>

namespace Lanroom::Test {

/// Stands for the server process towards one real gateway process: starts it with a token and the
/// listening descriptor, talks with it on the control link, and keeps what it says.
class FakeServer
{
public:
    struct Said
    {
        Link::FrameType type;
        ClientId client;
        QByteArray payload;
    };

    FakeServer()
    {
        m_port.listen(QHostAddress::LocalHost, 0);
        m_port.pauseAccepting();
        m_control.listen(m_dir.filePath(QStringLiteral("control")));
        QObject::connect(&m_control, &QLocalServer::newConnection, &m_control,
                         [this] { takeLink(); });
    }
    ~FakeServer()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
    }

    void startGateway(const QCborMap &settings = {})
    {
        config.protocol = Link::kProtocolVersion;
        config.slot = 3;
        config.generation = 9;
        config.listenFd = int(m_port.socketDescriptor());
        config.settings = settings;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(Worker::kSocketVariable),
                           m_control.fullServerName());
        environment.insert(QString::fromLatin1(Worker::kTokenVariable), QStringLiteral("one-time"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.setChildProcessModifier([fd = config.listenFd, most = rlim_t(maxDescriptors)] {
            ::fcntl(fd, F_SETFD, 0);
            const rlimit limit{most, most};
            if (most > 0)
                ::setrlimit(RLIMIT_NOFILE, &limit);
        });
        process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/lanroom-gateway"),
                      QStringList());
    }

    quint16 port() const { return m_port.serverPort(); }

    template <typename M> void tell(const M &message, ClientId client = {})
    {
        Link::sendMessage(*link, message, client);
    }
    void tellStop() { Link::sendEmpty(*link, Link::FrameType::Stop); }

    qsizetype count(Link::FrameType type) const
    {
        return std::count_if(said.cbegin(), said.cend(),
                             [type](const Said &frame) { return frame.type == type; });
    }
    /// The last frame of that type; there must be one.
    template <typename M> M last(ClientId *client = nullptr) const
    {
        for (auto it = said.crbegin(); it != said.crend(); ++it) {
            if (it->type != M::kType)
                continue;
            if (client)
                *client = it->client;
            return *Link::decodeMessage<M>(Link::Frame{it->type, 0, it->client, {}, it->payload});
        }
        qFatal("the gateway never said this");
    }

    Link::HelloOk config;
    int maxDescriptors = 0; // that the gateway may open; 0: as many as usual
    QProcess process;
    std::unique_ptr<Link::LocalChannel> link;
    QList<Said> said;

private:
    void takeLink()
    {
        link = std::make_unique<Link::LocalChannel>(m_control.nextPendingConnection());
        QObject::connect(link.get(), &Link::Channel::frameReceived, &m_control,
                         [this](const Link::Frame &frame) {
                             said.append({frame.type, frame.client, frame.payload.toByteArray()});
                             if (frame.type == Link::FrameType::Hello)
                                 tell(config);
                         });
    }

    QTemporaryDir m_dir;
    QTcpServer m_port;
    QLocalServer m_control;
};

} // namespace Lanroom::Test
