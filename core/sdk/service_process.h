// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/messages.h"
#include "sdk/data_listener.h"
#include "worker/worker.h"

#include <QtCore/qobject.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <memory>

namespace Lanroom {

class Service;
class ServiceHost;

/// A service's process: the link to the server, the door for gateways, and the service between them,
/// which is there while it is this process's turn. A process that stands by, or has handed over, has
/// none: it begins with TakeOver, afresh ("Hand-over" in link/PROTOCOL.md). On the event-loop thread,
/// made by runService(); ends the event loop when it is asked to stop, cannot serve, or has lost the
/// server.
class ServiceProcess : public QObject
{
    Q_OBJECT
public:
    using Make = std::function<std::unique_ptr<Service>()>;

    static constexpr int kFailed = 1;    // exit status
    static constexpr int kStopMs = 2000; // then a service that will not stop is ended
    static constexpr int kLookMs = 5;    // at the end: how often is looked whether all has been said

    explicit ServiceProcess(Make make);
    ~ServiceProcess() override;

private:
    void configure(const Link::HelloOk &config);
    void receive(const Link::Frame &frame);
    void takeOver();
    void addGateway(Link::Channel *channel, int slot, int generation);
    void serviceStopped();
    void releaseGateways();
    void letGo();
    void stop();
    void endOnceSaid();
    void fail(const QString &why);

    const Make m_make;
    Worker m_worker;
    DataListener m_listener;
    Link::HelloOk m_config;
    QByteArray m_gatewayList; // the last GatewayList's payload
    std::unique_ptr<ServiceHost> m_host;
    QList<QPointer<Link::Channel>> m_leaving; // links whose service has ended, for its last words
    bool m_stopping = false;
};

} // namespace Lanroom
