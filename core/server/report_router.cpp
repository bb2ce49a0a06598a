// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/report_router.h"

#include "link/channel.h"
#include "link/messages.h"
#include "server/client_table.h"
#include "server/room_table.h"
#include "server/traffic_sum.h"
#include "supervisor/supervisor.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using Link::Frame;
using Link::FrameType;

namespace {

Result<void> unexpected(SupervisedWorker &worker, const Frame &frame)
{
    Link::Failure failure;
    failure.code = errorName(ErrorCode::Protocol);
    failure.message = u"unexpected frame, type %1"_s.arg(int(frame.type));
    if (worker.channel())
        Link::sendMessage(*worker.channel(), failure);
    return {};
}

void judge(SupervisedWorker &worker, const Result<void> &taken)
{
    if (!taken)
        worker.violation(taken.error().message);
}

} // namespace

void ReportRouter::fromGateway(SupervisedWorker &gateway, int slot, const Frame &frame)
{
    judge(gateway, takeFromGateway(gateway, slot, frame));
}

void ReportRouter::fromService(SupervisedWorker &service, const Frame &frame)
{
    judge(service, takeFromService(service, frame));
}

Result<void> ReportRouter::takeFromGateway(SupervisedWorker &gateway, int slot, const Frame &frame)
{
    switch (frame.type) {
    case FrameType::GatewayStats: {
        const auto stats = Link::decodeMessage<Link::GatewayStats>(frame);
        if (!stats)
            return stats.error();
        m_traffic.reported(slot, *stats);
        return {};
    }
    case FrameType::ClientOpened:
    case FrameType::ClientClosed:
        return takeClient(gateway, slot, frame);
    case FrameType::WorkerFault:
        return takeFault(frame);
    case FrameType::Wanted:
        return takeWanted(frame);
    default:
        return unexpected(gateway, frame);
    }
}

Result<void> ReportRouter::takeClient(const SupervisedWorker &gateway, int slot, const Frame &frame)
{
    const ClientId id = frame.client;
    if (id.slot() != slot || id.generation() != quint32(gateway.generation()))
        return {ErrorCode::Protocol, u"reports a client that is not its own"_s};
    if (frame.type == FrameType::ClientClosed) {
        m_clients.closed(id);
        return {};
    }
    const auto info = Link::decodeMessage<Link::ClientOpened>(frame);
    if (!info)
        return info.error();
    return m_clients.opened(id, *info);
}

Result<void> ReportRouter::takeFault(const Frame &frame)
{
    const auto fault = Link::decodeMessage<Link::WorkerFault>(frame);
    if (!fault)
        return fault.error();
    HostedService *service = m_supervisor.services().find(fault->service);
    // Another gateway may have said so first; the next life of the service is not to blame.
    if (service && service->worker().generation() == fault->generation)
        service->worker().violation(u"broke its data link: %1"_s.arg(fault->message));
    return {};
}

Result<void> ReportRouter::takeWanted(const Frame &frame)
{
    const auto wanted = Link::decodeMessage<Link::Wanted>(frame);
    if (!wanted)
        return wanted.error();
    if (HostedService *service = m_supervisor.services().find(wanted->service))
        service->want();
    return {};
}

Result<void> ReportRouter::takeFromService(SupervisedWorker &service, const Frame &frame)
{
    switch (frame.type) {
    case FrameType::ClientInfo: {
        const auto info = Link::decodeMessage<Link::ClientInfo>(frame);
        if (!info)
            return info.error();
        m_clients.introduced(frame.client, service.name(), *info);
        return {};
    }
    case FrameType::TopicInfo: {
        const auto info = Link::decodeMessage<Link::TopicInfo>(frame);
        if (!info)
            return info.error();
        m_rooms.described(service.name(), frame.topic, *info);
        return {};
    }
    default:
        return unexpected(service, frame);
    }
}

} // namespace Lanroom
