// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/gateway_pool.h"

#include "config/settings.h"
#include "link/channel.h"
#include "supervisor/listen_socket.h"

#include <memory>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kReader = u"gateway"_s;

/// Generations of one run of the server continue those of the run before, as it were: they start at
/// the time of day in seconds, so that a client's id is not met again after a restart.
int firstGeneration(const Clock &clock)
{
    return int(clock.wallMs() / 1000 % 0x7fffff) + 1;
}

} // namespace

GatewayPool::GatewayPool(const Plan &plan, ControlServer &control, const Clock &clock, QObject *parent)
    : QObject(parent), m_plan(plan)
{
    for (int slot = 1; slot <= plan.count; ++slot)
        add(slot, control, clock);
}

GatewayPool::~GatewayPool() = default;

void GatewayPool::add(int slot, ControlServer &control, const Clock &clock)
{
    SupervisedWorker::Spec spec;
    spec.name = u"gateway-%1"_s.arg(slot);
    spec.kind = RestartPolicy::Kind::Gateway;
    spec.program = {m_plan.program, {}, m_plan.socket.descriptor()};
    spec.firstGeneration = firstGeneration(clock);
    m_workers.push_back(std::make_unique<SupervisedWorker>(spec, control, clock, nullptr));
    SupervisedWorker *worker = m_workers.back().get();
    connect(worker, &SupervisedWorker::stateChanged, this, &GatewayPool::changed);
    connect(worker, &SupervisedWorker::greeted, this, [this, worker, slot] { configure(*worker, slot); });
    connect(worker, &SupervisedWorker::ended, this,
            [this, worker, slot] { Q_EMIT ended(slot, worker->generation()); });
    connect(worker, &SupervisedWorker::frameReceived, this,
            [this, worker, slot](const Link::Frame &frame) { Q_EMIT frameReceived(*worker, slot, frame); });
}

void GatewayPool::start()
{
    for (const auto &worker : m_workers)
        worker->start();
}

void GatewayPool::stop(int withinMs)
{
    for (const auto &worker : m_workers)
        worker->stop(withinMs);
}

bool GatewayPool::allAre(SupervisedWorker::State state) const
{
    return std::all_of(m_workers.begin(), m_workers.end(),
                       [state](const auto &worker) { return worker->state() == state; });
}

SupervisedWorker *GatewayPool::ofClient(ClientId client)
{
    if (client.slot() < 1 || client.slot() > count())
        return nullptr;
    SupervisedWorker *worker = m_workers.at(client.slot() - 1u).get();
    return quint32(worker->generation()) == client.generation() ? worker : nullptr;
}

Link::GatewayList GatewayPool::list() const
{
    Link::GatewayList list;
    for (int slot = 1; slot <= count(); ++slot) {
        if (worker(slot).state() == SupervisedWorker::State::Running)
            list.gateways.append(qint64(slot) << 24 | worker(slot).generation());
    }
    return list;
}

void GatewayPool::setServices(const Link::ServiceList &services)
{
    m_services = services;
    broadcast(m_services);
}

void GatewayPool::setHealth(const Link::Health &health)
{
    m_health = health;
    broadcast(m_health);
}

void GatewayPool::sendSettings()
{
    for (const auto &worker : m_workers) {
        if (worker->channel())
            worker->command(u"settings"_s, m_plan.settings.forReader(kReader), {}, ignoreResult);
    }
}

void GatewayPool::sync(const std::function<void()> &done)
{
    const auto waiting = std::make_shared<int>(count());
    for (const auto &worker : m_workers) {
        worker->command(u"sync"_s, {}, {}, [waiting, done](const Result<QCborMap> &) {
            if (--*waiting == 0)
                done();
        });
    }
}

void GatewayPool::configure(SupervisedWorker &worker, int slot)
{
    Link::HelloOk config;
    config.protocol = Link::kProtocolVersion;
    config.name = worker.name();
    config.slot = slot;
    config.generation = worker.generation();
    config.listenFd = m_plan.socket.descriptor();
    config.host = m_plan.socket.address().toString();
    config.port = m_plan.socket.port();
    config.settings = m_plan.settings.forReader(kReader);
    Link::sendMessage(*worker.channel(), config);
    Link::sendMessage(*worker.channel(), m_health);
    Link::sendMessage(*worker.channel(), m_services);
}

template <typename M> void GatewayPool::broadcast(const M &message)
{
    for (const auto &worker : m_workers) {
        if (worker->channel())
            Link::sendMessage(*worker->channel(), message);
    }
}

} // namespace Lanroom
