// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_worker.h"

#include "base/random.h"
#include "config/data_dir.h"
#include "config/settings.h"
#include "link/channel.h"
#include "supervisor/log.h"
#include "supervisor/run_dir.h"

#include <QtCore/qfile.h>

#include <utility>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kTokenBytes = 16;

constexpr qint64 kMiB = 1024 * 1024;

Confinement confinementOf(const Manifest &manifest, const Settings &settings)
{
    const auto either = [&settings](int wanted, QLatin1StringView key) {
        return wanted > 0 ? wanted : int(settings.number(key));
    };
    Confinement confinement;
    confinement.memoryBytes = either(manifest.memoryMb, "services.memory_mb"_L1) * kMiB;
    confinement.cpuPercent = manifest.cpuPercent;
    confinement.processes = either(manifest.processes, "services.processes"_L1);
    return confinement;
}

SupervisedWorker::Spec specFor(const QString &name, const Manifest &manifest,
                               const ChildProcess::Program &program, const Settings &settings,
                               int firstGeneration)
{
    SupervisedWorker::Spec spec;
    spec.name = name;
    if (manifest.restart == Manifest::Restart::Never)
        spec.kind = RestartPolicy::Kind::Once;
    spec.program = program;
    spec.program.confinement = confinementOf(manifest, settings);
    spec.firstGeneration = firstGeneration;
    return spec;
}

} // namespace

ServiceWorker::ServiceWorker(const QString &name, const Manifest &manifest,
                             const ChildProcess::Program &program, const Surroundings &surroundings,
                             int firstGeneration)
    : m_manifest(manifest), m_surroundings(surroundings),
      m_process(specFor(name, manifest, program, surroundings.settings, firstGeneration), surroundings.control,
                surroundings.clock, nullptr)
{
    connect(&m_process, &SupervisedWorker::greeted, this, &ServiceWorker::configure);
    connect(&m_process, &SupervisedWorker::ended, this, &ServiceWorker::removeSocket);
}

ServiceWorker::~ServiceWorker()
{
    removeSocket(); // its process is killed, and can't say that it has ended
}

void ServiceWorker::removeSocket()
{
    if (!m_socket.isEmpty()) // it has said hello
        QFile::remove(std::exchange(m_socket, {}));
}

void ServiceWorker::tellGateways()
{
    if (m_process.channel())
        Link::sendMessage(*m_process.channel(), m_surroundings.gateways);
}

void ServiceWorker::configure()
{
    const QString &name = m_process.name();
    // Not by its generation: where an update came to nothing the old worker's next life has that of the
    // successor, which may be there still.
    static int starts = 0;
    m_socket = m_surroundings.runDir.socketPath(u"%1-%2"_s.arg(name).arg(++starts));
    m_dataToken = randomHex(kTokenBytes);
    Link::HelloOk config;
    config.protocol = Link::kProtocolVersion;
    config.name = m_manifest.name;
    config.path = m_manifest.path;
    config.dataDir = DataDir::serviceFolder(m_surroundings.dataDir, name);
    // Made before the first start, but people clear folders away, and then want to begin afresh.
    if (const Result<void> made = DataDir::prepare(config.dataDir); !made)
        qCWarning(lcSupervisor).noquote() << name << "may fail:" << made.error().message;
    config.socket = m_socket;
    config.dataToken = m_dataToken;
    config.generation = m_process.generation();
    config.standby = m_process.isOnProbation();
    config.settings = m_surroundings.settings.forReader(m_manifest.name);
    Link::sendMessage(*m_process.channel(), config);
    tellGateways();
}

} // namespace Lanroom
