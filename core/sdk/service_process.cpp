// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/service_process.h"

#include "link/channel.h"
#include "sdk/log.h"
#include "sdk/service_host.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtimer.h>

#include <algorithm>

namespace Lanroom {

using Link::FrameType;

ServiceProcess::ServiceProcess(Make make) : m_make(std::move(make))
{
    connect(&m_worker, &Worker::configured, this, &ServiceProcess::configure);
    connect(&m_worker, &Worker::frameReceived, this, &ServiceProcess::receive);
    connect(&m_worker, &Worker::stopRequested, this, &ServiceProcess::stop);
    connect(&m_worker, &Worker::lost, this, [](const QString &why) {
        qCWarning(lcSdk) << "ending:" << why;
        QCoreApplication::exit(Worker::kLinkLost);
    });
    connect(&m_listener, &DataListener::gatewayConnected, this, &ServiceProcess::addGateway);
    m_worker.connectToServer();
}

ServiceProcess::~ServiceProcess() = default;

void ServiceProcess::configure(const Link::HelloOk &config)
{
    m_config = config;
    if (const Result<void> listening = m_listener.listen(config.socket, config.dataToken); !listening) {
        fail(listening.error().message);
    } else if (config.standby) {
        Link::sendEmpty(m_worker.control(), FrameType::Standby);
        m_worker.control().flush();
    } else {
        takeOver();
    }
}

void ServiceProcess::receive(const Link::Frame &frame)
{
    if (frame.type == FrameType::TakeOver) {
        if (!m_host && !m_stopping)
            takeOver();
        return;
    }
    if (frame.type == FrameType::GatewayList)
        m_gatewayList = frame.payload.toByteArray();
    if (m_host)
        m_host->receiveControl(frame);
}

void ServiceProcess::takeOver()
{
    m_host = std::make_unique<ServiceHost>(m_make(), m_config, m_worker.control());
    connect(m_host.get(), &ServiceHost::ready, &m_worker, &Worker::reportReady);
    connect(m_host.get(), &ServiceHost::failed, this, &ServiceProcess::fail);
    // Queued: the service is still in the middle of saying so.
    connect(m_host.get(), &ServiceHost::stopped, this, &ServiceProcess::serviceStopped,
            Qt::QueuedConnection);
    if (!m_gatewayList.isEmpty())
        m_host->receiveControl({FrameType::GatewayList, 0, {}, {}, m_gatewayList});
    m_host->start();
}

void ServiceProcess::addGateway(Link::Channel *channel, int slot, int generation)
{
    if (m_host) {
        m_host->addGateway(channel, slot, generation);
    } else {
        channel->close(QStringLiteral("nobody serves here now"));
        channel->deleteLater();
    }
}

void ServiceProcess::serviceStopped()
{
    if (!m_host)
        return;
    if (!m_stopping && m_host->isDrained())
        return letGo();
    releaseGateways();
    QTimer::singleShot(kStopMs, this, [] { QCoreApplication::exit(0); });
    endOnceSaid();
}

/// The service ends here, with its database; its links stay till they have taken what it said.
void ServiceProcess::releaseGateways()
{
    m_leaving.clear();
    for (Link::Channel *gateway : m_host->releaseGateways()) {
        gateway->setParent(this);
        connect(gateway, &Link::Channel::closed, gateway, &QObject::deleteLater);
        gateway->flush();
        m_leaving.append(gateway);
    }
    m_host.reset();
}

/// Then the others may know.
void ServiceProcess::letGo()
{
    releaseGateways();
    for (const QPointer<Link::Channel> &gateway : std::as_const(m_leaving)) {
        Link::sendEmpty(*gateway, FrameType::Drained);
        gateway->flush();
    }
    Link::sendEmpty(m_worker.control(), FrameType::HandedOver);
    m_worker.control().flush();
}

void ServiceProcess::stop()
{
    m_stopping = true;
    QTimer::singleShot(kStopMs, this, [] { QCoreApplication::exit(0); });
    if (m_host)
        m_host->stop();
    else
        endOnceSaid();
}

/// What waits for a gateway to read would end with the process; what the system holds does not.
void ServiceProcess::endOnceSaid()
{
    const bool isSaid = std::all_of(m_leaving.cbegin(), m_leaving.cend(), [](const auto &gateway) {
        return !gateway || gateway->queuedBytes() == 0;
    });
    if (isSaid)
        QCoreApplication::exit(0);
    else
        QTimer::singleShot(kLookMs, this, &ServiceProcess::endOnceSaid);
}

void ServiceProcess::fail(const QString &why)
{
    qCCritical(lcSdk).noquote() << why;
    m_worker.reportFailure(why);
    QCoreApplication::exit(kFailed);
}

} // namespace Lanroom
