// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "config/settings.h"
#include "base/file_lock.h"
#include "supervisor/listen_socket.h"
#include "supervisor/run_dir.h"
#include "supervisor/service_watch.h"

namespace Lanroom {

/// What a server must have in its hands before it starts a process: its data directory and the lock on
/// it, its private run directory, its port, its folders of services. Opened whole or not at all;
/// destroying it gives everything back. Main thread, owned by the server.
struct Premises
{
    /// Error codes as Server::startFailed() tells them.
    static Result<std::unique_ptr<Premises>> open(const QString &dataDir, const Settings &settings);
    /// True when a server that held the directory didn't end in good order, or still runs. What it
    /// holds (lock, port) may be free in a moment.
    static bool mayBeInherited(const QString &dataDir);

    // In the order of opening; given back in the opposite one.
    std::unique_ptr<FileLock> lock;
    std::unique_ptr<RunDir> runDir;
    std::unique_ptr<ListenSocket> socket;
    std::unique_ptr<ServiceWatch> services; // started
    QString gatewayProgram;
    int gateways = 1;
};

} // namespace Lanroom
