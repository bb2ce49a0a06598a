// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/log.h"
#include "link/channel.h"
#include "sdk/data_listener.h"
#include "sdk/log.h"
#include "sdk/service_host.h"
#include "worker/event_dispatcher.h"
#include "worker/worker.h"

#include <lanroom/service.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfileinfo.h>
#include <QtCore/qtimer.h>

namespace Lanroom {

namespace {

constexpr int kFailed = 1;
constexpr int kStopMs = 2000; // then a service that will not stop is ended

/// The worker's parts in the order of their lives: the link to the server, the door for gateways,
/// the service between them.
class ServiceProcess : public QObject
{
public:
    explicit ServiceProcess(const std::function<std::unique_ptr<Service>()> &make) : m_make(make)
    {
        connect(&m_worker, &Worker::configured, this, &ServiceProcess::begin);
        connect(&m_worker, &Worker::stopRequested, this, &ServiceProcess::stop);
        connect(&m_worker, &Worker::lost, this, [](const QString &why) {
            qCWarning(lcSdk) << "ending:" << why;
            QCoreApplication::exit(Worker::kLinkLost);
        });
        m_worker.connectToServer();
    }

private:
    void begin(const Link::HelloOk &config)
    {
        if (const Result<void> listening = m_listener.listen(config.socket, config.dataToken);
            !listening) {
            fail(listening.error().message);
            return;
        }
        m_host = std::make_unique<ServiceHost>(m_make(), config, m_worker.control());
        connect(&m_worker, &Worker::frameReceived, m_host.get(), &ServiceHost::receiveControl);
        connect(&m_listener, &DataListener::gatewayConnected, m_host.get(), &ServiceHost::addGateway);
        connect(m_host.get(), &ServiceHost::ready, &m_worker, &Worker::reportReady);
        connect(m_host.get(), &ServiceHost::failed, this, &ServiceProcess::fail);
        connect(m_host.get(), &ServiceHost::stopped, this, [] { QCoreApplication::exit(0); });
        m_host->start();
    }

    void stop()
    {
        QTimer::singleShot(kStopMs, this, [] { QCoreApplication::exit(0); });
        if (m_host)
            m_host->stop();
        else
            QCoreApplication::exit(0);
    }

    void fail(const QString &why)
    {
        qCCritical(lcSdk).noquote() << why;
        Link::Failure failure;
        failure.code = errorName(ErrorCode::System);
        failure.message = why;
        Link::sendMessage(m_worker.control(), failure);
        m_worker.control().flush();
        QCoreApplication::exit(kFailed);
    }

    const std::function<std::unique_ptr<Service>()> &m_make;
    Worker m_worker;
    DataListener m_listener;
    std::unique_ptr<ServiceHost> m_host;
};

} // namespace

int runService(int argc, char **argv, const std::function<std::unique_ptr<Service>()> &make)
{
    const QByteArray program = QFileInfo(QString::fromLocal8Bit(argv[0])).fileName().toLocal8Bit();
    if (!Worker::startedByServer(program.constData()))
        return Worker::kStartedByHand;
    installLogging(program.constData());
    installEpollDispatcher();
    QCoreApplication app(argc, argv);
    const ServiceProcess process(make);
    return app.exec();
}

} // namespace Lanroom
