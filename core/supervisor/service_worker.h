// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/messages.h"
#include "supervisor/manifest.h"
#include "supervisor/supervised_worker.h"

namespace Lanroom {

class RunDir;
class Settings;

/// The worker of a service: a supervised process that is told at each start where to listen for
/// gateways, what they will say there, and which gateways there are. Main thread, owned by its
/// HostedService.
class ServiceWorker : public QObject
{
    Q_OBJECT
public:
    /// What all services share; the references outlive them.
    struct Surroundings
    {
        QString dataDir;
        const RunDir &runDir;
        const Settings &settings;
        ControlServer &control;
        const Clock &clock;
        const Link::GatewayList &gateways; // as they are now
    };

    /// name: of the instance; the first one has the service's.
    ServiceWorker(const QString &name, const Manifest &manifest, const ChildProcess::Program &program,
                  const Surroundings &surroundings, int firstGeneration);
    ~ServiceWorker() override;

    /// What it was made by, and is started again by.
    const Manifest &manifest() const { return m_manifest; }
    SupervisedWorker &process() { return m_process; }
    const SupervisedWorker &process() const { return m_process; }
    /// Of the present start.
    const QString &socket() const { return m_socket; }
    const QByteArray &dataToken() const { return m_dataToken; }

    /// The gateways have changed.
    void tellGateways();

private:
    void configure();
    void removeSocket();

    const Manifest m_manifest;
    const Surroundings m_surroundings;
    SupervisedWorker m_process;
    QString m_socket;
    QByteArray m_dataToken;
};

} // namespace Lanroom
