// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/log.h"
#include "sdk/service_process.h"
#include "worker/event_dispatcher.h"

#include <lanroom/service.h>

#include <QtCore/qcoreapplication.h>
#include <QtCore/qfileinfo.h>

namespace Lanroom {

int runService(int argc, char **argv, const std::function<std::unique_ptr<Service>()> &make)
{
    const QByteArray program = QFileInfo(QString::fromLocal8Bit(argv[0])).fileName().toLocal8Bit();
    if (!Worker::startedByServer(program.constData()))
        return Worker::kStartedByHand;
    installLogging(program.constData());
    installEpollDispatcher();
    QCoreApplication app(argc, argv);
    const ServiceProcess process(make);
    return app.exec();
}

} // namespace Lanroom
