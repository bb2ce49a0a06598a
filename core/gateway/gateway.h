// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/front_door.h"
#include "gateway/service_directory.h"

#include <QtCore/qtimer.h>

#include <memory>
#include <optional>

namespace Lanroom {

class Worker;

/// The gateway process: what the server tells it on the control link, and what it reports there;
/// the front door for browsers; the services behind it. One per process, made by main(), on the
/// event-loop thread, the only one. It serves once it listens and has been told what services there
/// are; it ends with the control link, or in order when asked to.
class Gateway : public QObject
{
    Q_OBJECT
public:
    /// worker outlives the gateway.
    explicit Gateway(Worker &worker);
    ~Gateway() override;

private:
    void configure(const Link::HelloOk &config);
    void receive(const Link::Frame &frame);
    void takeServices(const Link::ServiceList &list);
    void runCommand(const Link::Command &command, ClientId client);
    void reportStats();
    void stop();
    void fail(const QString &why);
    template <typename M> std::optional<M> read(const Link::Frame &frame);

    Worker &m_worker;
    Link::HelloOk m_config;
    std::unique_ptr<FrontDoor> m_door;
    std::unique_ptr<ServiceDirectory> m_services; // first in dying: its clients count at the door
    QTimer m_statsTimer;
    Link::GatewayStats m_reported;
    bool m_ready = false;
};

} // namespace Lanroom
