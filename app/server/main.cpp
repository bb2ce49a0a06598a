// SPDX-License-Identifier: LGPL-3.0-or-later
//
// lanroom-server: Lanroom without a window. The first line on stdout says where people can reach it,
// once they can; SIGTERM, SIGINT and SIGHUP end it with status 0. Status 1: it could not start or go on, with
// one line on stderr that says why; 2: wrong usage.
#include "options.h"

#include "base/log.h"
#include "base/unix_signals.h"
#include "qr/qr_code.h"
#include "server/addresses.h"
#include "server/server.h"

#include <QtCore/qcoreapplication.h>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

int fail(const Error &error, int status)
{
    std::fprintf(stderr, "lanroom-server: %s\n", printable(error.message).constData());
    return status;
}

void print(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stdout);
    std::fflush(stdout);
}

bool stdoutIsTerminal()
{
#ifdef Q_OS_UNIX
    return ::isatty(STDOUT_FILENO) == 1;
#else
    return false;
#endif
}

void announce(const QString &address, bool withQr)
{
    print(u"Lanroom listening on %1\n"_s.arg(address));
    if (!withQr)
        return;
    if (const Result<QrCode> code = QrCode::encode(address))
        print(code->toTerminal());
}

} // namespace

int main(int argc, char **argv)
{
    installLogging("lanroom-server");
    QCoreApplication app(argc, argv);
    const Result<Options> options = Options::parse(app.arguments());
    if (!options)
        return fail(options.error(), kUsage);
    if (options->printAndEnd) {
        print(*options->printAndEnd);
        return 0;
    }
    const Result<Settings> settings = options->load();
    if (!settings)
        return fail(settings.error(), kFailed);

    const UnixSignals signalSource;
    const std::unique_ptr<Server> server = Server::create();
    bool endsWell = false;
    QObject::connect(&signalSource, &UnixSignals::terminationAsked, server.get(), &Server::stop);
    QObject::connect(server.get(), &Server::startFailed, &app,
                     [](const Error &error) { QCoreApplication::exit(fail(error, kFailed)); });
    QObject::connect(server.get(), &Server::stateChanged, &app, [&](Server::State state) {
        if (state == Server::State::Running) {
            endsWell = true;
            announce(server->addresses().best(), options->qr || stdoutIsTerminal());
        } else if (state == Server::State::Stopping) {
            endsWell = true; // asked to end while it was starting: that is no failure
        } else if (state == Server::State::Stopped && endsWell) {
            QCoreApplication::exit(0);
        }
    });
    server->start(options->dataDir, *settings);
    return app.exec();
}
