// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "config/settings.h"

#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

#include <memory>

namespace Lanroom {

class Clients;
class Rooms;
class Workers;
class Traffic;
class Addresses;

/// The server, as the window and the headless program hold it: Start, Stop, and a subject for each
/// thing an operator asks about. Everything is asynchronous and on the main thread; no call blocks
/// beyond opening files and binding the port. Abstract like its subjects, so that the window can be
/// shown and tested without one.
///
/// start(): Stopped -> Starting -> Running (clients are served), or back to Stopped with
/// startFailed(). stop(): -> Stopping -> Stopped. It can be started again after.
class Server : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Starting, Running, Stopping };
    Q_ENUM(State)

    /// The real one. Destroying it stops at once: kills what is left.
    static std::unique_ptr<Server> create();

    using QObject::QObject;

    /// dataDir is created when missing. Settings as they are; flags have been applied to them.
    /// Waits up to 2 s for the data directory's lock, should a killed predecessor still hold it.
    virtual void start(const QString &dataDir, const Settings &settings) = 0;
    /// Orderly: clients get 4001, services finish what they acknowledged; under 3 s.
    virtual void stop() = 0;
    /// Changes a setting while running and passes it on to the workers that read it.
    virtual Result<void> change(QStringView key, const QString &value) = 0;

    virtual State state() const = 0;
    /// The port bound; 0 unless Starting or Running.
    virtual quint16 port() const = 0;
    virtual const Settings &settings() const = 0;

    virtual Clients &clients() = 0;
    virtual Rooms &rooms() = 0;
    virtual Workers &workers() = 0;
    virtual Traffic &traffic() = 0;
    virtual Addresses &addresses() = 0;

Q_SIGNALS:
    void stateChanged(Lanroom::Server::State state);
    /// Why start() did not come to Running. Codes: Taken (the port), Busy (another instance
    /// has the data directory), Denied (directory or port not permitted), BadSetting, System.
    void startFailed(const Lanroom::Error &error);
};

} // namespace Lanroom
