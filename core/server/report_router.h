// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qstring.h>

namespace Lanroom {

class ClientTable;
class RoomTable;
class SupervisedWorker;
class Supervisor;
class TrafficSum;

namespace Link {
struct Frame;
}

/// Takes what workers report off their control links and into the operator's tables. A frame that is
/// not what its type says ends its worker; one of a type that a worker doesn't send is answered with an
/// error, and no more. Passive, main thread, owned by the server.
class ReportRouter
{
public:
    ReportRouter(Supervisor &supervisor, ClientTable &clients, RoomTable &rooms, TrafficSum &traffic)
        : m_supervisor(supervisor), m_clients(clients), m_rooms(rooms), m_traffic(traffic)
    {
    }

    void fromGateway(SupervisedWorker &gateway, int slot, const Link::Frame &frame);
    void fromService(SupervisedWorker &service, const Link::Frame &frame);

private:
    Result<void> takeFromGateway(SupervisedWorker &gateway, int slot, const Link::Frame &frame);
    Result<void> takeFromService(SupervisedWorker &service, const Link::Frame &frame);
    Result<void> takeClient(const SupervisedWorker &gateway, int slot, const Link::Frame &frame);
    Result<void> takeFault(const Link::Frame &frame);
    Result<void> takeWanted(const Link::Frame &frame);

    Supervisor &m_supervisor;
    ClientTable &m_clients;
    RoomTable &m_rooms;
    TrafficSum &m_traffic;
};

} // namespace Lanroom
