// SPDX-License-Identifier: LGPL-3.0-or-later
//
// lanroom: the window. SIGTERM, SIGINT and SIGHUP close it in good order with status 0. Status 1: the data
// directory or its settings cannot be used, said on stderr and in a dialog, a flag's value will not do,
// or there is no screen; 2: wrong usage.
#include "options.h"

#include "base/log.h"
#include "base/unix_signals.h"
#include "config/data_dir.h"
#include "server/server.h"
#include "ui/models/log_model.h"
#include "ui/models/log_sink.h"
#include "ui/models/start_problem.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/manner.h"
#include "ui/widgets/system_colors.h"
#include "ui/windows/main_window.h"

#include <QtWidgets/qapplication.h>
#include <QtWidgets/qmessagebox.h>

#include <cstdio>
#include <cstring>

using namespace Lanroom;

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

/// A flag that was understood and whose value will not do is no wrong usage, as it is none in the
/// settings file; lanroom-server tells them apart in the same way.
int refuseFlags(const Error &error)
{
    std::fprintf(stderr, "lanroom: %s\n", printable(error.message).constData());
    return error.code == ErrorCode::BadSetting ? kFailed : kUsage;
}

/// Without a settings file that can be read there is nothing to show but why.
int refuse(const Error &error)
{
    std::fprintf(stderr, "lanroom: %s\n", printable(error.message).constData());
    const bool settings = error.code == ErrorCode::BadSetting;
    QMessageBox box(QMessageBox::Critical, QApplication::translate("main", "Lanroom"),
                    settings ? QApplication::translate("main", "Lanroom cannot read its settings.")
                             : QApplication::translate("main", "Lanroom cannot open its folder."));
    box.setWindowIcon(programIcon());
    box.setTextFormat(Qt::PlainText);
    QString text = StartProblem::of(error, Settings()).text;
    if (settings)
        text += u' ' + QApplication::translate(
            "main", "Correct that file, or remove it and choose name and password again. "
                    "What people wrote is not in it.");
    box.setInformativeText(text);
    box.exec();
    return kFailed;
}

Result<Settings> loadSettings(const QString &dataDir)
{
    if (const Result<void> ready = DataDir::prepare(dataDir); !ready)
        return ready.error();
    return Settings::load(dataDir);
}

/// Qt ends the process with an abort where it finds none.
bool hasScreen()
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

QStringList words(int argc, char **argv)
{
    QStringList list;
    for (int i = 0; i < argc; ++i)
        list.append(QString::fromLocal8Bit(argv[i]));
    return list;
}

} // namespace

int main(int argc, char **argv)
{
    installLogging("lanroom");
    QCoreApplication::setApplicationName(QStringLiteral("lanroom"));
    // Before there is an application, which would want a display even for --help.
    const Result<Options> options = Options::parse(words(argc, argv));
    if (!options)
        return refuseFlags(options.error());
    if (!options->print.isEmpty()) {
        std::fputs(qPrintable(options->print), stdout);
        return 0;
    }
    if (!hasScreen()) {
        std::fputs("lanroom: there is no screen here for the window; lanroom-server needs none\n", stderr);
        return kFailed;
    }

    const QApplication app(argc, argv);
    QApplication::setStyle(new Manner); // owned by the application
    QApplication::setQuitOnLastWindowClosed(false);
    QGuiApplication::setDesktopFileName(QStringLiteral("lanroom"));
    const SystemColors colors;
    const Result<Settings> stored = loadSettings(options->dataDir);
    if (!stored)
        return refuse(stored.error());

    LogModel log;
    LogSink sink;
    QObject::connect(&sink, &LogSink::arrived, &log, &LogModel::append);
    SettingsStore settings(options->dataDir, *stored, options->flags);
    const std::unique_ptr<Server> server = Server::create();
    MainWindow window(*server, settings, log);
    const UnixSignals signalSource;
    QObject::connect(&signalSource, &UnixSignals::terminationAsked, &window,
                     &MainWindow::stopAndClose);
    QObject::connect(&window, &MainWindow::finished, &app, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    window.show();
    if (options->start)
        window.pressStart();
    return QApplication::exec();
}
