// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/control_server.h"
#include "supervisor/gateway_pool.h"
#include "supervisor/service_pool.h"

namespace Lanroom {

/// All workers of one run of the server, and what they are told of each other: gateways of the
/// services, services of the gateways, at every change. Main thread, owned by the server; good for one
/// start and one stop. Destroying it kills what is left.
class Supervisor : public QObject
{
    Q_OBJECT
public:
    /// What services may take to finish what they acknowledged, and gateways to say goodbye after.
    static constexpr int kStopServicesMs = 2000;
    static constexpr int kStopGatewaysMs = 700;

    Supervisor(const GatewayPool::Plan &gateways, const ServicePool::Plan &services,
               const Clock &clock = systemClock(), QObject *parent = nullptr);

    /// controlSocket: the path of the socket that workers come back to.
    Result<void> start(const QString &controlSocket, const QList<Manifest> &services);
    /// The sockets' folder is another now: workers come back to this path, and every service is replaced
    /// by one whose socket gateways can reach.
    Result<void> moveTo(const QString &controlSocket);
    /// Services first, so that their last answers still reach the clients, then the gateways;
    /// stopped() follows.
    void stop();

    /// Clients are served: every gateway runs, and every service that can.
    bool isServing() const;
    /// Every gateway and every service runs.
    bool isWhole() const;

    GatewayPool &gateways() { return m_gateways; }
    ServicePool &services() { return m_services; }

    /// Passes on a setting that applies at once. Of the workers only gateways have such.
    void sendSettings();

Q_SIGNALS:
    /// Some worker's state, or pid.
    void changed();
    void stopped();

private:
    /// Up, then who is being stopped.
    enum class Phase { Up, Services, Gateways, Stopped };

    void tellEachOther();
    void goOnStopping();

    ControlServer m_control;
    GatewayPool m_gateways;
    ServicePool m_services;
    Phase m_phase = Phase::Up;
};

} // namespace Lanroom
