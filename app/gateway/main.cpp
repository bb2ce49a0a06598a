// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/log.h"
#include "gateway/gateway.h"
#include "worker/event_dispatcher.h"
#include "worker/worker.h"

#include <QtCore/qcoreapplication.h>

using namespace Lanroom;

int main(int argc, char **argv)
{
    constexpr const char *kProgram = "lanroom-gateway";
    if (!Worker::startedByServer(kProgram))
        return Worker::kStartedByHand;
    installLogging(kProgram);
    installEpollDispatcher();
    QCoreApplication app(argc, argv);
    Worker worker;
    const Gateway gateway(worker);
    worker.connectToServer();
    return app.exec();
}
