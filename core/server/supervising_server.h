// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/address_list.h"
#include "server/client_table.h"
#include "server/room_table.h"
#include "server/server.h"
#include "server/traffic_sum.h"
#include "server/worker_table.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qtimer.h>

namespace Lanroom {

/// The real Server: opens the premises, has the supervisor keep the workers alive, and keeps the
/// subjects and the gateways' health up to date. What belongs to one run, from start() to Stopped,
/// stands in Run and goes with it; the subjects stay, and are empty between runs.
class SupervisingServer final : public Server
{
    Q_OBJECT
public:
    /// How long a lock or a port that a killed predecessor may still hold is waited for.
    static constexpr int kInheritMs = 2000;
    /// A start that has not come to serve by then has failed: a little over a worker's own limit.
    static constexpr int kStartMs = 65'000;

    SupervisingServer();
    ~SupervisingServer() override;

    void start(const QString &dataDir, const Settings &settings) override;
    void stop() override;
    Result<void> change(QStringView key, const QString &value) override;

    State state() const override { return m_state; }
    quint16 port() const override;
    const Settings &settings() const override { return m_settings; }

    Clients &clients() override { return m_clients; }
    Rooms &rooms() override { return m_rooms; }
    Workers &workers() override { return m_workers; }
    Traffic &traffic() override { return m_traffic; }
    Addresses &addresses() override { return m_addresses; }

private:
    struct Run;

    void openPremises();
    Result<void> begin(std::unique_ptr<Run> run);
    void connectRun();
    void restoreRunDir();
    void workersChanged();
    void settled();
    void pushHealth();
    void failStart(const Error &error);
    void end();
    void setState(State state);

    State m_state = State::Stopped;
    QString m_dataDir;
    Settings m_settings;
    QElapsedTimer m_startedAt;
    bool m_inherits = false; // in this start, from a server that is about to end
    QTimer m_startTimer; // the next try, then the limit
    ClientTable m_clients;
    RoomTable m_rooms;
    WorkerTable m_workers;
    TrafficSum m_traffic;
    AddressList m_addresses;
    std::unique_ptr<Run> m_run; // while not Stopped, once the premises are open
};

} // namespace Lanroom
