// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_pool.h"

#include "base/random.h"
#include "config/data_dir.h"
#include "config/settings.h"
#include "link/channel.h"
#include "supervisor/installation.h"
#include "supervisor/run_dir.h"

#include <QtCore/qfile.h>

#include <algorithm>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype kTokenBytes = 16;
}

ServicePool::ServicePool(const Plan &plan, ControlServer &control, const Clock &clock, QObject *parent)
    : QObject(parent), m_plan(plan), m_control(control), m_clock(clock)
{
}

ServicePool::~ServicePool() = default;

Result<void> ServicePool::start()
{
    for (const Manifest &manifest : std::as_const(m_plan.manifests)) {
        const Result<QString> program = Installation::program(manifest);
        if (!program)
            return program.error();
        const QString folder = DataDir::serviceFolder(m_plan.dataDir, manifest.name);
        if (const Result<void> made = DataDir::prepare(folder); !made)
            return made;

        SupervisedWorker::Spec spec;
        spec.name = manifest.name;
        spec.program = {*program, manifest.command.sliced(1)};
        auto worker = std::make_unique<SupervisedWorker>(spec, m_control, m_clock, nullptr);
        m_services.push_back(
            std::make_unique<Service>(Service{manifest, std::move(worker), {}, {}}));
    }
    for (const auto &owned : m_services) {
        Service *service = owned.get();
        SupervisedWorker *worker = service->worker.get();
        connect(worker, &SupervisedWorker::stateChanged, this, &ServicePool::changed);
        connect(worker, &SupervisedWorker::greeted, this, [this, service] { configure(*service); });
        connect(worker, &SupervisedWorker::ended, this, [this, service] {
            QFile::remove(service->socket);
            Q_EMIT ended(*service->worker);
        });
        connect(worker, &SupervisedWorker::frameReceived, this,
                [this, worker](const Link::Frame &frame) { Q_EMIT frameReceived(*worker, frame); });
        worker->start();
    }
    return {};
}

void ServicePool::stop(int withinMs)
{
    for (const auto &service : m_services)
        service->worker->stop(withinMs);
}

bool ServicePool::allAre(std::initializer_list<SupervisedWorker::State> states) const
{
    return std::all_of(m_services.begin(), m_services.end(), [states](const auto &service) {
        return std::find(states.begin(), states.end(), service->worker->state()) != states.end();
    });
}

SupervisedWorker *ServicePool::find(const QString &name) const
{
    for (const auto &service : m_services) {
        if (service->manifest.name == name)
            return service->worker.get();
    }
    return nullptr;
}

Link::ServiceList ServicePool::list() const
{
    const QStringList open = m_plan.settings.list("services.open"_L1);
    Link::ServiceList list;
    for (const auto &service : m_services) {
        const Manifest &manifest = service->manifest;
        const SupervisedWorker::State state = service->worker->state();
        Link::ServiceEntry entry;
        entry.name = manifest.name;
        entry.path = manifest.path;
        entry.subPaths = manifest.subPaths;
        entry.localOnly = manifest.localOnly && !open.contains(manifest.name);
        entry.subprotocols = manifest.subprotocols;
        entry.messageBytes = manifest.messageBytes;
        entry.state = SupervisedWorker::stateName(state);
        entry.generation = service->worker->generation();
        if (state == SupervisedWorker::State::Running) {
            entry.socket = service->socket;
            entry.token = service->dataToken;
        }
        list.services.append(entry);
    }
    return list;
}

void ServicePool::setGateways(const Link::GatewayList &gateways)
{
    m_gateways = gateways;
    for (const auto &service : m_services) {
        if (service->worker->channel())
            Link::sendMessage(*service->worker->channel(), m_gateways);
    }
}

void ServicePool::configure(Service &service)
{
    SupervisedWorker &worker = *service.worker;
    service.socket = m_plan.runDir.socketPath(u"%1-%2"_s.arg(worker.name()).arg(worker.generation()));
    service.dataToken = randomHex(kTokenBytes);
    Link::HelloOk config;
    config.protocol = Link::kProtocolVersion;
    config.name = worker.name();
    config.path = service.manifest.path;
    config.dataDir = DataDir::serviceFolder(m_plan.dataDir, worker.name());
    config.socket = service.socket;
    config.dataToken = service.dataToken;
    config.generation = worker.generation();
    config.settings = m_plan.settings.forReader(worker.name());
    Link::sendMessage(*worker.channel(), config);
    Link::sendMessage(*worker.channel(), m_gateways);
}

} // namespace Lanroom
