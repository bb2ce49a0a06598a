// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/premises.h"

#include "config/access_password.h"
#include "config/data_dir.h"
#include "supervisor/installation.h"

#include <QtCore/qfile.h>
#include <QtCore/qthread.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

int gatewayCount(const Settings &settings)
{
    const QString text = settings.text("server.gateways"_L1);
    return text == u"auto"_s ? qBound(1, QThread::idealThreadCount(), 64) : text.toInt();
}

} // namespace

Result<std::unique_ptr<Premises>> Premises::open(const QString &dataDir, const Settings &settings)
{
    auto premises = std::make_unique<Premises>();
    if (const Result<void> prepared = DataDir::prepare(dataDir); !prepared)
        return prepared.error();

    Result<std::unique_ptr<FileLock>> lock = DataDir::claim(dataDir);
    if (!lock)
        return lock.error();
    premises->lock = std::move(*lock);

    // The chat reads it again; here a bad one can still be told to who starts the server.
    if (const auto password = readAccessPassword(settings.text("access.password_file"_L1)); !password)
        return password.error();
    const Result<QString> program = Installation::helper(u"lanroom-gateway"_s);
    if (!program)
        return Error{ErrorCode::System, program.error().message};
    premises->gatewayProgram = *program;
    premises->gateways = gatewayCount(settings);
    // Whoever drops one in must find where.
    if (const Result<void> made = DataDir::prepare(DataDir::servicesFolder(dataDir)); !made)
        return made.error();
    premises->services = std::make_unique<ServiceWatch>(
        ServiceFolders::usual(settings.text("services.folder"_L1), dataDir), settings.list("services.off"_L1));
    premises->services->start();

    Result<std::unique_ptr<RunDir>> runDir = RunDir::create();
    if (!runDir)
        return runDir.error();
    premises->runDir = std::move(*runDir);

    Result<std::unique_ptr<ListenSocket>> socket = ListenSocket::bind(
        settings.text("server.host"_L1), quint16(settings.number("server.port"_L1)));
    if (!socket)
        return socket.error();
    premises->socket = std::move(*socket);
    return premises;
}

bool Premises::mayBeInherited(const QString &dataDir)
{
    return QFile::exists(DataDir::controlFile(dataDir));
}

} // namespace Lanroom
