// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/clients.h"

namespace Lanroom {

struct ServiceRow
{
    QString name;
    QString path;
    qint64 pid = 0;
    QString state;      // "starting" "running" "replacing" "restarting" "failed" "idle" "stopping"
                        // "stopped", or kBadManifest
    int restarts = 0;
    QString lastError;  // why it last ended, in words; empty when it never did. Of a bad manifest: file,
                        // line and reason
    QString title = {}; // what people call it
    QString start = {}; // "server" "demand": when it starts
    qint64 clients = 0;
    QString trouble = {}; // what keeps it from its work while it goes on, in its own words; empty: nothing

    /// A manifest that is not followed: there is no such service, and the name may be any text.
    static constexpr QLatin1StringView kBadManifest{"bad manifest"};

    friend bool operator==(const ServiceRow &, const ServiceRow &) = default;
};

struct GatewayRow
{
    int id = 0;         // its slot, from 1
    qint64 pid = 0;
    QString state;      // "starting" "running" "restarting"
    int restarts = 0;
    qint64 clients = 0;

    friend bool operator==(const GatewayRow &, const GatewayRow &) = default;
};

/// The operator's subject 'workers': services and gateways. In the server process, main thread,
/// owned by Server.
class Workers : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// By name, one row an instance; bad manifests last.
    virtual QList<ServiceRow> services() const = 0;
    virtual QList<GatewayRow> gateways() const = 0; // by slot
    /// Ends the service's worker in good order and starts a new one; the way out of 'failed'.
    virtual void restartService(const QString &name, const CommandDone &done) = 0;
    /// Replaces the service's worker while it serves: its clients stay, and wait for pause_ms, which
    /// the answer tells. When the new worker cannot serve, the old one goes on and the Error says why.
    virtual void updateService(const QString &name, const CommandDone &done) = 0;

Q_SIGNALS:
    void changed();
};

} // namespace Lanroom
